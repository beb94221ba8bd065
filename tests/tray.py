"""Forms to the tray, as a page of the site sends them, and what the tray holds."""

OWN_FORM = {"sec-fetch-site": "same-origin"}


def post(client, status=302, headers=OWN_FORM, **fields):
    """The answer to a form of these fields, which has this status."""
    response = client.post("/compare/tray/", fields, headers=headers)
    assert response.status_code == status
    return response


def kept(client):
    """The references in the tray of this browser."""
    return client.session.get("tray", [])


def fill(client, *references):
    """Put these into the tray, whatever they are."""
    session = client.session
    session["tray"] = list(references)
    session.save()
