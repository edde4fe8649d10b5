namespace Absent;

public class Helper
{
    public string Help => "help";
}
