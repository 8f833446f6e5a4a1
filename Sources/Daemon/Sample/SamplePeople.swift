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
