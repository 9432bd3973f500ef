"""Facts of many rows, for an evaluation that takes long enough to stop."""
import json

rows = [{"$id": "园%d" % i, "托位数": i % 2000, "已备案": True,
         "所在县区": "甘州区"} for i in range(1000)]
print(json.dumps({"托育机构": rows}, ensure_ascii=False))
