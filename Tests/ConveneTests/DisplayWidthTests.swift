import Testing

@testable import convene

struct DisplayWidthTests {
    @Test(
        "A long text is broken at spaces, a long word isn't",
        arguments: [
            ("one two three four five", 40, ["one two three four five"]),
            ("one two three four five", 20, ["one two three four", "five"]),
            ("one two three four five", 3, ["one two three four", "five"]),
            ("李小龍李小龍 李小龍 x", 20, ["李小龍李小龍 李小龍", "x"]),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b", 20, ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "b"]), ("", 20, [""]),
        ])
    func wraps(_ example: (String, Int, [String])) {
        #expect(wrapped(example.0, to: example.1) == example.2)
    }

    @Test(
        "A text is as wide as a terminal shows it",
        arguments: [
            ("", 0), ("Ada P.", 6), ("Zoë", 3), ("Zoe\u{308}", 3), ("N\u{303}u\u{301}ria", 5),
            ("李小龍", 6), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｗｉｄｅ", 8), ("ﾊﾝｶｸ", 4),
            ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇺🇸", 2), ("❤️", 2), ("❤", 1), ("✓", 1), ("–", 1),
            ("שלום", 4), ("שָׁלוֹם", 4), ("محمد", 4), ("a\u{200B}b", 2), ("a\u{200D}b", 2), ("นั่ง", 2),
        ])
    func width(text: String, expected: Int) {
        #expect(displayWidth(text) == expected)
    }

    @Test(
        "Nothing in a text can move the cursor or turn the line",
        arguments: [
            ("Ada", "Ada"), ("\u{1B}[2JAda", "\u{FFFD}[2JAda"), ("Ada\r\nBo", "Ada\u{FFFD}\u{FFFD}Bo"),
            ("a\u{202E}b\u{2066}c", "abc"), ("a\u{9B}b", "a\u{FFFD}b"), ("👩‍👧", "👩‍👧"), ("a\u{2028}b", "a\u{FFFD}b"),
        ])
    func printing(text: String, expected: String) {
        #expect(printable(text) == expected)
    }

    @Test(
        "A text that is cut says so and never gets too wide",
        arguments: [
            ("Ada", 3, "Ada"), ("Adam", 3, "Ad…"), ("李小龍", 5, "李小…"), ("李小龍", 4, "李…"),
            ("Zoe\u{308}lla", 4, "Zoe\u{308}…"), ("Ada", 1, "…"),
        ])
    func cutting(text: String, width: Int, expected: String) {
        #expect(truncated(text, to: width) == expected)
        #expect(displayWidth(truncated(text, to: width)) <= width)
    }
}
