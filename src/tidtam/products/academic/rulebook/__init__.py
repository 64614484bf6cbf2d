"""What a dossier is made of, the rules it is judged by, and the judging: pure, without database, pages or clock."""
