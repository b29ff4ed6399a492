# Figures of some calls, in per cent, and the mean cost of one.
def share(f): if length == 0 then 0 else (map(select(f)) | length) * 1000 / length | round / 10 end;
def plain: (.output // "" | fromjson? | type) // "none" | . == "object";
def figures: {calls: length, requested: (map(.requested) | unique), served: (map(.model | values) | unique),
  errors: share(.error != null), plain_json: share(plain), cut_off: share(.finish_reason == "length"),
  filtered: share(.finish_reason == "content_filter"),
  cost: (map(.cost | numbers) | if length == 0 then null else add * 1000 / length | round / 1000 end)};
# Does a call cost over half as much again? Nobody can say where the log has no costs.
def dearer($was; $is): ($was.cost // 0) > 0 and ($is.cost // 0) > 1.5 * $was.cost;
