from urllib.parse import unquote_plus


def handler(event, context):
    """Tells which objects an OBS trigger reports."""
    found = []
    for record in event.get("Records", []):
        place = record.get("obs") or record.get("s3") or {}
        found.append({
            "event": record.get("eventName", ""),
            "bucket": place.get("bucket", {}).get("name", ""),
            "key": unquote_plus(place.get("object", {}).get("key", "")),
            "size": place.get("object", {}).get("size", 0),
        })
    for one in found:
        context.getLogger().info("%(event)s %(bucket)s/%(key)s", one)
    return found
