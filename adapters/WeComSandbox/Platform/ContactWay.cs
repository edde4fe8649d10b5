namespace Crm.Adapters.WeComSandbox.Platform;

/// <summary>A code that customers scan to add one of our members (「联系我」).</summary>
internal sealed class ContactWay(string configId, int type, int scene)
{
    private int _turn;

    public string ConfigId => configId;

    /// <summary>1 one member, 2 several.</summary>
    public int Type => type;

    /// <summary>1 mini program, 2 QR.</summary>
    public int Scene => scene;

    public int Style { get; set; }

    public string Remark { get; set; } = "";

    public bool SkipVerify { get; set; } = true;

    public string? State { get; set; }

    public List<string> Users { get; set; } = [];

    public List<long> Parties { get; set; } = [];

    public bool IsTemporary { get; init; }

    /// <summary>Only of a temporary code.</summary>
    public DateTimeOffset? Until { get; set; }

    public long ExpiresIn { get; init; }

    public long ChatExpiresIn { get; init; }

    public string? UnionId { get; set; }

    public bool IsExclusive { get; set; }

    public bool MarksSource { get; set; } = true;

    public DateTimeOffset Created { get; init; }

    public string Address => "https://wework.qpic.cn/wwpic/sandbox/" + configId;

    /// <summary>The members take turns. The real platform's choice among several is not documented.</summary>
    public Member? Next(Company company)
    {
        var users = Users.Count > 0 ? Users : [.. company.Working.Select(member => member.Key)];
        for (var i = 0; i < users.Count; i++)
            if (company.Members[users[_turn++ % users.Count]] is { Left: null } member)
                return member;
        return null;
    }
}

/// <summary>A code that customers scan to join one of up to five groups.</summary>
internal sealed record JoinWay(string ConfigId, int Scene)
{
    public string Remark { get; init; } = "";

    public bool OpensNewRoom { get; init; } = true;

    public string RoomName { get; init; } = "";

    public long FirstRoomNumber { get; init; } = 1;

    public required IReadOnlyList<string> ChatIds { get; init; }

    public string? State { get; init; }

    public string Address => "https://wework.qpic.cn/wwpic/sandbox/join/" + ConfigId;
}
