namespace Dapper;

/// <summary>What only the newer version has.</summary>
public static class Novelty
{
    public static string Name => "new";
}
