from django.db import migrations


class Migration(migrations.Migration):
    """What a client may do and what its secrets and tokens are is written once; later they only end."""

    dependencies = [("identity", "0002_api_clients")]

    operations = [
        migrations.RunSQL(
            sql=(
                "REVOKE UPDATE ON identity_apiclient, identity_apiclientsecret, identity_apitoken FROM tidtam_app; "
                "GRANT UPDATE (ended_at, ended_by_id) ON identity_apiclient TO tidtam_app; "
                "GRANT UPDATE (expires_at) ON identity_apiclientsecret, identity_apitoken TO tidtam_app;"
            ),
            reverse_sql=(
                "GRANT UPDATE ON identity_apiclient, identity_apiclientsecret, identity_apitoken TO tidtam_app;"
            ),
        ),
    ]
