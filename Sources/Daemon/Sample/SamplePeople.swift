import Clinic

/// Invented people for the sample clinic. Nobody of these names is meant; the given names and the plants beside them
/// were put together for it.
enum SamplePeople {
    static let names = [
        "Ada Pepper", "Ben Quillwort", "Cora Thistle", "Dan Bramble", "Edie Marigold", "Finn Sorrel", "Gus Hawthorn",
        "Hana Juniper", "Ivo Larkspur", "June Clover", "Kit Fennel", "Lena Yarrow", "Milo Tansy", "Nell Foxglove",
        "Otis Barley", "Pia Meadow", "Quinn Alder", "Rosa Teasel", "Sam Nettle", "Tess Bluebell", "Udo Chicory",
        "Vera Mallow", "Walt Hazel", "Xena Rowan", "Yara Saffron", "Zeb Burdock", "Abe Comfrey", "Bea Lupin",
        "Cal Mugwort", "Dora Primrose", "Eli Sedge", "Faye Verbena", "Gil Woodruff", "Hope Aster", "Ike Borage",
        "Jade Campion", "Kai Dogwood", "Lou Elder", "Mae Fescue", "Ned Gorse",
    ]

    /// Who works there: two facilitators, two case managers and a supervisor.
    ///
    /// - Parameter account: The Unix account of whoever tries the clinic, who is the first case manager.
    static func staff(account: String?) -> [StaffMember] {
        [
            staff("RK", "Rue Knapweed", "LCSW", .facilitator), staff("TM", "Tom Milkvetch", "LPC", .facilitator),
            staff("LM", "Lyn Meadowrue", "LCSW", .caseManager, account: account),
            staff("DF", "Dee Feverfew", "LMSW", .caseManager), staff("SV", "Sol Vetch", "PhD", .supervisor),
        ]
    }

    private static func staff(
        _ initials: String, _ name: String, _ credentials: String, _ role: StaffRole, account: String? = nil
    ) -> StaffMember {
        StaffMember(
            initials: StaffInitials(unchecked: initials), name: Personal(name), credentials: credentials,
            account: account, roles: [role])
    }
}

/// Numbers that look random and are the same every time (SplitMix64).
struct SampleRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
