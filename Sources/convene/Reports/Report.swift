import ArgumentParser

/// A report as it is before it becomes lines, CSV or a page.
struct Report {
    var title: String
    /// What it is about and how far it is final, in a sentence.
    var subtitle: String
    var facts: [(label: String, value: String)] = []
    /// For pages only: on a terminal the table has bars.
    var charts: [Chart] = []
    var table: Grid
    var notes: [String] = []
    /// Lines to be signed, on paper.
    var signatures: [String] = []
}

/// The table of a report.
struct Grid {
    struct Column {
        let title: String
        /// The name in a header row of CSV; `nil`: not in CSV.
        let name: String?
        var isNumeric = false
        /// How narrow the column may become on a terminal.
        var shrinksTo: Int?
        /// Whether a terminal that is too narrow goes without it before it does without bars.
        var isMinor = false

        static func text(_ title: String, _ name: String, shrinksTo: Int? = nil) -> Column {
            Column(title: title, name: name, shrinksTo: shrinksTo)
        }

        static func number(_ title: String, _ name: String) -> Column {
            Column(title: title, name: name, isNumeric: true)
        }

        /// The same column, of less use than bars.
        var minor: Column {
            var copy = self
            copy.isMinor = true
            return copy
        }

        static let finality = text("Final", "finality")

        /// What is only to be looked at.
        static func picture(_ title: String) -> Column { Column(title: title, name: nil) }
    }

    enum Value {
        case text(String)
        case number(Int)
        /// Seconds; exports round them down to their unit.
        case duration(Int)
        /// Seconds that are asked for; exports round them up to their unit.
        case requirement(Int)
        /// So many of so many; nothing if there are none.
        case share(Int, of: Int)
        case standing(String)
        /// The rule that decided a standing. People read it where the hours alone don't explain it.
        case rule(String, of: String)
        /// A session's name; without its group, which the report is about, for people.
        case session(String)
        /// Whether figures are final, or those of a closed week that lack a signature, or provisional anyway.
        case finality(closed: Bool, provisional: Bool)
        /// Seconds beside a requirement, both on a scale of the most there is.
        case bar(Int, of: Int, most: Int)
        /// Room to write.
        case blank
        /// Room to write a time.
        case blankTime
        case none
    }

    let caption: String
    let columns: [Column]
    var rows: [[Value]] = []
    /// What the rows come to.
    var total: [Value]?
    /// Whether it is to be filled in by hand, so that room to write is shown on a terminal too.
    var isForm = false
}

/// Bars in the order of time, such as a stay's weeks, beside what was asked for.
struct Chart {
    struct Bar {
        let label: String
        /// In seconds, or in heads.
        let value: Int
        /// What was asked for, or must not be passed.
        let required: Int?
        /// Whether it is as it should be.
        let isEnough: Bool
        /// Whether it can still change.
        let isOpen: Bool
        /// What changed then.
        var mark: String?
    }

    let title: String
    let bars: [Bar]
    /// What the scale counts, and how many of the values are one of it: 3600 for hours.
    let unit: String
    let perUnit: Int
    /// The value at the foot of the scale.
    var lowest = 0
}

/// How exports count time.
enum TimeUnit: String, Word {
    case minutes
    case quarterHours = "quarter-hours"

    var seconds: Int { self == .minutes ? 60 : 900 }
}
