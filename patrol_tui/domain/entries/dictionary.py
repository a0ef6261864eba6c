"""The preset dictionaries of the payload's compression. A published one never changes.

Deflate refers back at most 4,096 bytes, and near text costs less, so the most frequent is last.
"""

_RARE = (
    "责令限期改正通知书现场检查笔录询问笔录物品清单送达回证整改意见书会议纪要交接班记录"
    "综合行政执法住建局公安派出所交警水务园林市场监管生态环境自然资源和规划消防救援司法"
    "生活垃圾分类建筑垃圾装修垃圾油烟露天烧烤社会生活噪声夜间施工扬尘遗撒露天焚烧违法建设"
    "户外广告牌匾阳台外立面毁绿占绿小区堆物种菜犬只机动车占人行道非机动车乱停飞线充电"
    "楼道停车物业服务纠纷污水乱排高空抛物店外经营便民摊点乱倒垃圾垃圾房改建"
    "车内无人已联系车主已驶离还占着落叶盖住正在清运已清理干净商户自觉摆放整齐没有发现问题"
    "物业公司已通知现场劝导口头警告责令改正现场自处置移交当事人拒绝签字情况属实照片已附"
)
_STEPS = (
    '"}},"reason":""retract":true,"undo":""'
    '"set":{"weather":"晴","travel":"walk","route":"","shift":"早班"}'
    '"set":{"partner_confirmed":"","finished_us":17952'
    '"move":"verified""move":"filed""move":"declined""move":"dispatched""move":"handling"'
    '"move":"responded""move":"checked""move":"closed""move":"archived""move":"returned"'
    '"move":"reworked""move":"voided""move":"paused""move":"walking""move":"finished"'
    '"add":{"flags":["extended"]},"add":{"flags":["suspended"]},"add":{"stations":[""]}'
    '"add":{"measures":["persuaded"]}"warned""ordered""settled""handed_over"'
    '"kind":"fire_lane""kind":"street_vending""kind":"garbage_room"'
    '"record":{"notes":["record":{"photos":[{"caption":"","hash":"0123456789abcdef'
    '"checkpoint":"","deadline_us":1795","lat_e7":369,"lon_e7":1172,"note":"","number":"'
    "小区号楼东侧西侧南门北门东街西街便民市场工作站垃圾房消防车道通道单元门口"
    '消防通道占用占道经营","patrol":"","place":""}}'
)
_CHECKS = (
    '{"set":{"skipped/":"{"set":{"left/":17{"set":{"arrived/":17'
    '{"set":{"check/":{"result":"unchecked","reason":"'
    '{"set":{"check/":{"issue":"","result":"problem"}}}{"set":{"check/":{"result":"ok"}}}'
)
_CATALOGUE = (
    '"add":{"roles":["officer","lead","subdistrict","bureau"],"stations":["binhu"]}}'
    '{"set":{"body":{"id":"","name":{"en":"","zh":""},"verified":true},"item":"","section":"'
)
_FINDINGS_AND_CHECKS = (
    '"measures":["persuaded"]},"move":"reported","record":{"called":["占道经营 Street vending"]},'
    '"set":{"checkpoint":"","code":{"code":"0900","confirmed":false,"generation":3,"name":"",'
    '"sort":"event"},"deadline_us":17","kind":"","note":"","number":"BH-26-01-","patrol":"",'
    '"place":"","recheck_us":17","sample":true}}'
    '{"set":{"skipped/":"{"set":{"check/":{"at_us":179,"reason":"","result":"unchecked"}}}'
    '{"set":{"check/":{"at_us":17,"issue":"018cc2","result":"problem"}}}'
    '{"set":{"left/":1795{"set":{"arrived/north_":179"}}'
    '{"set":{"check/north_block":{"at_us":17000000,"result":"ok"}}}'
)

DICTIONARIES = {
    1: (_RARE + _STEPS + _CHECKS).encode()[-4096:],
    2: (_RARE + _CATALOGUE + _STEPS + _FINDINGS_AND_CHECKS).encode()[-4096:],
}
CURRENT = 2
