using System.Text;
using Crm.Adapters.WeCom.Wire;

namespace Adapters.Tests.WeCom;

/// <summary>The fast scanner may give up at anything, but what it accepts the hardened XmlReader must read the same way.</summary>
public sealed class XmlReadersAgreeTests
{
    private static readonly string[] Plain =
    [
        "<xml><A><![CDATA[x]]></A><B>1</B></xml>",
        "\uFEFF \n<xml>\n<A><![CDATA[]]></A>\n<B></B> <C> </C></xml>\n",
        "<xml><L><Item><![CDATA[a]]></Item><Item>b</Item></L><T><![CDATA[a & b < c ]] 中文🚗]]></T></xml>",
        "<xml></xml>",
    ];

    private static readonly string[] Unusual =
    [
        "<?xml version=\"1.0\" encoding=\"gb2312\"?><xml><A>中</A></xml>",
        "<xml><A>1&amp;2</A></xml>",
        "<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>",
        "<xml><A x=\"1\">y</A><!-- c --><B/></xml>",
        "<xml><A>line\r\nline</A></xml>",
        "<x:xml xmlns:x=\"urn:x\"><A>1</A></x:xml>",
    ];

    private static readonly string[] Wrong =
    [
        "", "   ", "xml", "<xml>", "<xml></xml", "<xml></xml><xml></xml>", "<xml></xm>", "<xml><A></xml></A>", "<xml><A>]]></A></xml>",
        "<xml><A>&e;</A></xml>", "<!DOCTYPE xml><xml></xml>", "<xml><A>\u0008</A></xml>", "<xml><A><![CDATA[\u0001]]></A></xml>",
        "<xml><A>\uFFFF</A></xml>", "<xml><A>&#8;</A></xml>", "<xml><1>a</1></xml>", "<xml>a</xml>b", "<></>",
    ];

    private static readonly string[] Pieces =
        ["x", "<A>1</A>", "<A><![CDATA[<]]></A>", "<", ">", "/", "</A>", "<A>", "<![CDATA[", "]]>", "]", "&", " ", "\n", "\r", "!", "?", "\u0001", "\uFFFE", "中"];

    public static TheoryData<string> PlainShapes => [.. Plain];

    public static TheoryData<string> UnusualShapes => [.. Unusual];

    public static TheoryData<string> WrongShapes => [.. Wrong];

    [Theory, MemberData(nameof(PlainShapes))]
    public void The_plain_shape_is_read_by_the_scanner(string text)
    {
        XmlScanner.TryRead(Encoding.UTF8.GetBytes(text)).ShouldNotBeNull();
        Agree(Encoding.UTF8.GetBytes(text)).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(UnusualShapes))]
    public void Anything_unusual_is_left_to_the_XmlReader(string text)
    {
        XmlScanner.TryRead(Encoding.UTF8.GetBytes(text)).ShouldBeNull();
        XmlFields.Read(Encoding.UTF8.GetBytes(text)).ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(WrongShapes))]
    public void What_is_not_well_formed_is_refused(string text) => XmlFields.Read(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Fact]
    public void Every_message_of_the_vectors_is_read_alike()
    {
        foreach (var vector in VectorFile.Good.Where(vector => vector.IsCallback && !vector.IsEcho))
        {
            Agree(vector.Body).ShouldBeTrue(vector.Id);
            Agree(Encoding.UTF8.GetBytes(vector.Text("plaintext"))).ShouldBeTrue(vector.Id);
        }
    }

    [Fact]
    public void A_hundred_thousand_damaged_documents_are_read_alike()
    {
        var random = new Random(20260302);
        byte[][] seeds = [.. Plain.Concat(Plain).Concat(Plain).Concat(Unusual).Concat(Wrong).Select(Encoding.UTF8.GetBytes).Where(seed => seed.Length > 0)];
        byte[][] pieces = [.. Pieces.Select(Encoding.UTF8.GetBytes)];
        var accepted = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var text = seeds[random.Next(seeds.Length)].ToList();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                var at = random.Next(text.Count + 1);
                if (random.Next(3) > 0)
                    text.InsertRange(at, pieces[random.Next(pieces.Length)]);
                else
                    text.RemoveRange(at, Math.Min(random.Next(1, 6), text.Count - at));
            }

            if (Agree([.. text]))
                accepted++;
        }

        // Proof that the comparison compared something.
        accepted.ShouldBeGreaterThan(1000);
    }

    /// <summary>True if the scanner accepted, having found what XmlReader finds.</summary>
    private static bool Agree(byte[] document)
    {
        if (!System.Text.Unicode.Utf8.IsValid(document) || XmlScanner.TryRead(document) is not { } fast)
            return false;
        var slow = XmlSlowPath.Read(document);
        slow.ShouldNotBeNull(Encoding.UTF8.GetString(document));
        fast.All().ShouldBe(slow.All(), Encoding.UTF8.GetString(document));
        return true;
    }
}
