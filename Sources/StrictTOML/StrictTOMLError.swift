/// Why a TOML file was refused: every problem that was found, as sentences with file name and line.
package struct StrictTOMLError: Error, Hashable, CustomStringConvertible {
    package let problems: [String]

    package init(problems: [String]) {
        self.problems = problems
    }

    /// One problem a line.
    package var description: String { problems.joined(separator: "\n") }
}
