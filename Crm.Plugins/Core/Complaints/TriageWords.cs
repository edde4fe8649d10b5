namespace Crm.Plugins.Core.Complaints;

/// <summary>The words shipped, zh-CN and en. Words of danger are not here: the recogniser has the one list of them (K-02).</summary>
public static class TriageWords
{
    public static WordList Authority { get; } = new(
    [
        "12315", "12345", "市场监管", "工商局", "消协", "消费者协会", "律师", "起诉", "法院", "诉讼", "仲裁", "记者", "媒体", "曝光", "电视台", "微博",
        "抖音", "黑猫投诉", "退一赔三",
        "lawyer*", "attorney*", "lawsuit*", "sue", "suing", "court", "regulator*", "journalist*", "newspaper*", "media", "ombudsman",
    ]);

    public static WordList Unusable { get; } = new(
    [
        "无法启动", "启动不了", "打不着火", "开不了", "不能开", "无法行驶", "抛锚", "趴窝", "充不进电",
        "won't start", "will not start", "does not start", "doesn't start", "broke down", "broken down", "breakdown", "undrivable", "cannot drive",
        "can't drive", "can't be driven", "towed", "tow truck",
    ]);

    public static WordList Major { get; } = new(
    [
        "反复维修", "多次维修", "修了几次", "修了好几次", "又坏了", "还是没修好", "没修好", "乱收费", "多收", "重复收费", "收费不合理", "扣错",
        "没人回电", "没有回电", "没回电", "没人联系", "说好的", "承诺", "不兑现", "骗",
        "repaired again", "repeated repair*", "again and again", "still not fixed", "not fixed", "third time", "second time", "overcharg*",
        "wrong charge*", "charged twice", "double charged", "nobody called", "no one called", "never called", "promised", "broken promise*",
    ]);
}
