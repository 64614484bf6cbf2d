from django.db import migrations

# A process belongs to the office at a path; it goes on belonging to it when the office moves.
FOLLOW = """
CREATE FUNCTION tracking_process_follows_office() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
     UPDATE tracking_process SET organization_path = NEW.path WHERE organization_path = OLD.path;
     RETURN NULL;
   END $$;
CREATE TRIGGER tracking_process_follows_office AFTER UPDATE OF path ON orgs_organization
    FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION tracking_process_follows_office();
"""

UNFOLLOW = """
DROP TRIGGER tracking_process_follows_office ON orgs_organization;
DROP FUNCTION tracking_process_follows_office();
"""


class Migration(migrations.Migration):
    dependencies = [("tracking", "0010_hidden_from_the_subject")]

    operations = [migrations.RunSQL(FOLLOW, UNFOLLOW)]
