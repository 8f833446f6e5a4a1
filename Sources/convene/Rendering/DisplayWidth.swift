/// How many columns a text takes on a terminal: combining marks none, wide East Asian characters and emoji two.
func displayWidth(_ text: String) -> Int {
    text.reduce(0) { $0 + displayWidth($1) }
}

/// How many columns one character takes. What is composed of several scalars is as wide as its first visible one.
func displayWidth(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first(where: { !isZeroWidth($0) }) else { return 0 }
    // U+FE0F asks for the emoji form of a character that is narrow by itself.
    if scalars.contains("\u{FE0F}") && first.properties.isEmoji && first.value > 0x7F { return 2 }
    return isWide(first) ? 2 : 1
}

/// The text as lines of at most some columns, broken at spaces; a longer word stays whole. No fewer than 20 columns.
func wrapped(_ text: String, to width: Int?) -> [String] {
    guard let width, displayWidth(text) > width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
        if !line.isEmpty, displayWidth(line) + 1 + displayWidth(String(word)) > max(20, width) {
            lines.append(line)
            line = String(word)
        } else {
            line += line.isEmpty ? String(word) : " " + word
        }
    }
    return lines + [line]
}

/// The text without what could move a cursor, ring a bell or turn the direction of writing. What was a control
/// character shows as U+FFFD.
func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isControl($0) || isDirectional($0) }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isDirectional(scalar) {
        result.append(isControl(scalar) ? "\u{FFFD}" : scalar)
    }
    return String(result)
}

/// Whether a text has letters that are written from right to left.
func isRightToLeft(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
        rightToLeft.contains { $0.contains(scalar.value) }
    }
}

private func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x300 { return isControl(scalar) || scalar.value == 0xAD }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value)
}

/// Embeddings, overrides and isolates, which could turn the order of a whole line.
private func isDirectional(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
}

private func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    return scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) }
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
private let rightToLeft: [ClosedRange<UInt32>] = [
    0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF,
]

/// The blocks that Unicode's East Asian Width calls wide or full width.
private let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
]
