using System.Collections.Frozen;

namespace Crm.Adapters.WeCom.Api;

/// <summary>What an errcode means for us; each class has one way of acting, see <see cref="ErrorTable"/>.</summary>
internal enum ErrorClass
{
    None,
    /// <summary>Busy or in maintenance: try again a few times.</summary>
    Transient,
    /// <summary>Too often or too many at once: wait as long as the platform blocks.</summary>
    Throttled,
    /// <summary>The access token is dead: refresh once, repeat once.</summary>
    Token,
    /// <summary>The JS ticket is dead.</summary>
    Ticket,
    /// <summary>The operator must act: no retry, alert.</summary>
    Configuration,
    /// <summary>This person cannot be reached.</summary>
    Recipient,
    /// <summary>What we sent is wrong.</summary>
    Content,
    ContactWay,
    Welcome,
    Tags,
    Groups,
    Kf,
    Login,
    /// <summary>A code we do not know: final, counted by number.</summary>
    Unknown,
}

/// <summary>The platform's error codes as data.</summary>
internal static class ErrorTable
{
    private static readonly FrozenDictionary<int, ErrorClass> Classes = Build();

    public static ErrorClass Of(int code) => code == 0 ? ErrorClass.None : Classes.GetValueOrDefault(code, ErrorClass.Unknown);

    private static FrozenDictionary<int, ErrorClass> Build()
    {
        var table = new Dictionary<int, ErrorClass>();
        Add(ErrorClass.Transient, -1, 81026, 90304, 301070);
        Add(ErrorClass.Throttled, 45009, 45033, 701134, 2400007);
        Add(ErrorClass.Token, 40001, 40014, 41001, 42001);
        Add(ErrorClass.Ticket, 40093, 42012);
        Add(ErrorClass.Configuration,
            40013, 40056, 40091, 43009, 48001, 48002, 48004, 48005, 48006, 48007, 50001, 50002, 50003, 50006, 60020,
            95003, 95011, 95012, 95017, 95023, 301002, 301007, 701008, 701099);
        Add(ErrorClass.Recipient,
            40003, 40031, 40096, 46004, 60011, 60021, 60111, 81013, 82001, 84061, 84074, 84083, 84084, 92000);
        Add(ErrorClass.Content,
            40007, 40008, 40033, 40035, 40058, 40063, 40073, 44001, 44004, 45001, 45002, 45004, 45007, 45008, 45034, 82004);
        Add(ErrorClass.ContactWay, [.. Enumerable.Range(41037, 9)]);
        Add(ErrorClass.Welcome, 41046, 41047, 41048, 41049, 41050, 41051, 41053, 41096);
        Add(ErrorClass.Tags, 40068, 40071, 40097, 40098, 40099, 40100, 40126, 40128, 40129, 40130, 40131);
        Add(ErrorClass.Groups, [49008, 86001, 86003, .. Enumerable.Range(90500, 10)]);
        Add(ErrorClass.Kf,
            95000, 95001, 95002, 95004, 95005, 95006, 95007, 95008, 95009, 95013, 95014, 95015, 95016, 95018, 95019,
            95022, 95026, 95027, 95030, 95031);
        Add(ErrorClass.Login, 40029, 42003, 42022);
        // The rest of 41xxx says which field of a request is missing.
        foreach (var code in Enumerable.Range(41000, 1000))
            table.TryAdd(code, ErrorClass.Content);
        return table.ToFrozenDictionary();

        void Add(ErrorClass errorClass, params int[] codes)
        {
            foreach (var code in codes)
                table.Add(code, errorClass);
        }
    }
}
