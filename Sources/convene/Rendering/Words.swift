/// A word of the contract as people write it: `out_of_reach` is out of reach, `no_show` a no-show.
func inWords(_ word: String) -> String {
    switch word {
    case "needs_makeup": "needs make-up"
    case "under_scheduled": "too few hours"
    case "session_lost": "cancelled"
    case "consecutive_absences": "no-shows"
    case "frequent_absences": "absences"
    case "no_show": "no-show"
    case "walk_in": "walk-in"
    case "make_up": "make-up"
    case "partial": "a partial week"
    default: word.split(separator: "_").joined(separator: " ")
    }
}
