# Figures of some calls, in per cent.
def share(f): if length == 0 then 0 else (map(select(f)) | length) * 1000 / length | round / 10 end;
def plain: (.output // "" | fromjson? | type) // "none" | . == "object";
def figures: {calls: length, requested: (map(.requested) | unique), served: (map(.model | values) | unique),
  errors: share(.error != null), plain_json: share(plain), cut_off: share(.finish_reason == "length"),
  filtered: share(.finish_reason == "content_filter")};
