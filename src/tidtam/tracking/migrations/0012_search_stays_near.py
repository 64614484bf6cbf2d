import django.db.models.deletion
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models

FILL = """
UPDATE tracking_casesearch AS search SET organization_id = matter.organization_id, received_on = matter.received_on
FROM tracking_case AS matter WHERE matter.id = search.case_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""

KEEP = """
CREATE OR REPLACE FUNCTION tracking_search_of_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ BEGIN
     INSERT INTO public.tracking_casesearch (case_id, organization_id, received_on, text)
     VALUES (NEW.id, NEW.organization_id, NEW.received_on, public.tracking_search_words(NEW.id))
     ON CONFLICT (case_id) DO UPDATE
     SET organization_id = excluded.organization_id, received_on = excluded.received_on, text = excluded.text;
     RETURN NULL;
   END $$;
DROP TRIGGER tracking_search_changed ON tracking_case;
CREATE TRIGGER tracking_search_changed
    AFTER UPDATE OF letter_no, tracking_code, received_on, organization_id ON tracking_case
    FOR EACH ROW WHEN ((OLD.letter_no, OLD.tracking_code, OLD.received_on, OLD.organization_id)
        IS DISTINCT FROM (NEW.letter_no, NEW.tracking_code, NEW.received_on, NEW.organization_id))
    EXECUTE FUNCTION tracking_search_of_case();
"""

KEEP_LESS = """
CREATE OR REPLACE FUNCTION tracking_search_of_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ BEGIN
     INSERT INTO public.tracking_casesearch (case_id, text) VALUES (NEW.id, public.tracking_search_words(NEW.id))
     ON CONFLICT (case_id) DO UPDATE SET text = excluded.text;
     RETURN NULL;
   END $$;
DROP TRIGGER tracking_search_changed ON tracking_case;
CREATE TRIGGER tracking_search_changed AFTER UPDATE OF letter_no, tracking_code ON tracking_case
    FOR EACH ROW WHEN ((OLD.letter_no, OLD.tracking_code) IS DISTINCT FROM (NEW.letter_no, NEW.tracking_code))
    EXECUTE FUNCTION tracking_search_of_case();
"""


class Migration(migrations.Migration):
    """The index of words goes before the table is filled and comes again afterwards, which is much faster."""

    dependencies = [
        ("orgs", "0001_initial"),
        ("tracking", "0011_processes_follow_their_office"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="casesearch", name="tracking_search_words"),
        migrations.AddField(
            model_name="casesearch",
            name="organization",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orgs.organization",
            ),
        ),
        migrations.AddField(model_name="casesearch", name="received_on", field=models.DateField(null=True)),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="casesearch",
            name="organization",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orgs.organization",
            ),
        ),
        migrations.AlterField(model_name="casesearch", name="received_on", field=models.DateField()),
        migrations.RunSQL(KEEP, KEEP_LESS),
        migrations.AddIndex(
            model_name="casesearch",
            index=GinIndex("organization", OpClass("text", name="gin_trgm_ops"), name="tracking_search_words"),
        ),
        migrations.AddIndex(
            model_name="casesearch",
            index=models.Index(fields=["-received_on", "-case"], name="tracking_search_newest"),
        ),
        migrations.AddIndex(
            model_name="casesearch",
            index=models.Index(fields=["organization", "-received_on", "-case"], name="tracking_search_of_office"),
        ),
    ]
