from django.db import migrations

ORDER = """
CREATE FUNCTION tracking_api_order_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM tracking_api_subscription WHERE ended_at IS NULL) THEN
        INSERT INTO tracking_api_delivery
            (id, subscription_id, event_id, state, attempts, next_try_at, failure, created_at)
        SELECT gen_random_uuid(), subscription.id, event.id, 'waiting', 0, event.recorded_at, '', event.recorded_at
        FROM happened AS event
        JOIN tracking_case AS matter ON matter.id = event.case_id
        JOIN tracking_processversion AS version ON version.id = matter.process_version_id
        JOIN tracking_api_subscription AS subscription
            ON subscription.ended_at IS NULL AND event.kind = ANY (subscription.kinds)
        JOIN identity_apiclient AS client
            ON client.id = subscription.client_id AND client.ended_at IS NULL AND client.role = ANY (version.readers)
        JOIN orgs_organization AS office
            ON office.id = client.organization_id
            AND (matter.organization_path = office.path OR starts_with(matter.organization_path, office.path || '/'));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tracking_api_order_deliveries AFTER INSERT ON tracking_caseevent
    REFERENCING NEW TABLE AS happened FOR EACH STATEMENT EXECUTE FUNCTION tracking_api_order_deliveries();
"""
FORGET = """
DROP TRIGGER tracking_api_order_deliveries ON tracking_caseevent;
DROP FUNCTION tracking_api_order_deliveries();
"""


class Migration(migrations.Migration):
    """Whoever is to be told of an event is written down in the statement that records it: neither is there alone.

    The engine sends no statement more for it, however many receivers there are; without any it is one look at a small
    index.
    """

    dependencies = [
        ("tracking_api", "0002_webhooks"),
        ("identity", "0002_api_clients"),
        ("orgs", "0001_initial"),
        ("tracking", "0003_clocks_versions_results"),
    ]

    operations = [migrations.RunSQL(ORDER, FORGET)]
