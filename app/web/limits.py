"""How large a request may be."""

BODY_LIMIT = 65_536  # bytes
DATA_BODY_LIMIT = 4_194_304  # bytes, where data come in the body
