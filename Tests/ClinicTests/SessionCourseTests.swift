import Clinic
import Testing

/// What time brings in a session from 18:00 to 21:00 with a round of 30 minutes, a topic of 45, a break of 15 and a
/// process group of 90, warned of 5 minutes before the end of a phase, 15 and 5 before that of the session.
@Suite("How far a session has come")
struct SessionCourseTests {
    private static let agenda = Agenda(
        name: "Evening",
        phases: [
            Phase(name: "Check-in round", kind: .round, length: .minutes(30)),
            Phase(name: "Topic", kind: .together, length: .minutes(45)),
            Phase(name: "Break", kind: .rest, length: .minutes(15)),
            Phase(name: "Process group", kind: .together, length: .minutes(90)),
        ], advances: false)
    private static let end = at(180)

    /// Minutes after 18:00.
    private static func at(_ minutes: Int) -> Instant { Instant(milliseconds: Int64(minutes) * 60_000) }

    private static func course(
        _ agenda: Agenda? = agenda, entering steps: [(phase: Int, at: Int)] = [], since start: Int = 0
    ) -> SessionCourse {
        let plan = CoursePlan(
            agenda: agenda, phaseWarnings: [.minutes(5)], sessionWarnings: [.minutes(5), .minutes(15)])
        var course = SessionCourse(plan, since: at(start))
        for step in steps { course.enter(step.phase, at: at(step.at)) }
        return course
    }

    /// All that is told of a course until nothing is left to tell, as `minute moment`.
    private static func told(_ course: SessionCourse, pauses: [Pause] = []) -> [String] {
        var course = course
        var told: [String] = []
        while let next = course.next(plannedEnd: end, pauses: pauses), told.count < 20 {
            course.tell(next.moment, plannedEnd: end, pauses: pauses, at: next.due)
            told.append("\(next.due.milliseconds / 60_000) \(next.moment.rawValue)")
        }
        return told
    }

    @Test(
        "Each is told once, in the order of time",
        arguments: [
            ([], ["25 phase_ends_soon", "31 phase_overran", "165 ends_soon", "175 ends_soon", "181 overran"]),
            ([(1, 30)], ["70 phase_ends_soon", "76 phase_overran", "165 ends_soon", "175 ends_soon", "181 overran"]),
            // The break may be left late too.
            (
                [(1, 30), (2, 80)],
                ["90 phase_ends_soon", "96 phase_overran", "165 ends_soon", "175 ends_soon", "181 overran"]
            ),
            // The end of the last phase is the session's.
            ([(1, 30), (2, 80), (3, 95)], ["165 ends_soon", "175 ends_soon", "181 overran"]),
        ] as [([(phase: Int, at: Int)], [String])])
    func moments(steps: [(phase: Int, at: Int)], expected: [String]) {
        #expect(Self.told(Self.course(entering: steps)) == expected)
    }

    @Test("Without an agenda only the session's time is told, and what has passed is told in one")
    func withoutAgenda() {
        #expect(Self.told(Self.course(nil)) == ["165 ends_soon", "175 ends_soon", "181 overran"])
        var late = Self.course(nil)
        late.tell(.endsSoon, plannedEnd: Self.end, pauses: [], at: Self.at(178))
        #expect(Self.told(late) == ["181 overran"])
    }

    @Test("A phase that gives way by itself does so on time, and no sooner or later")
    func advancing() {
        let course = Self.course(Self.agenda.advancing(true))
        #expect(Self.told(course).prefix(2) == ["25 phase_ends_soon", "30 phase_overran"])
    }

    @Test(
        "A phase stands still while treatment does",
        arguments: [
            // From, to and the moment that is asked about; what is left then of the topic from 30 to 75.
            ([(40, 50)], 60, 25), ([(20, 40)], 60, 25), ([(40, 50), (55, 60)], 60, 30), ([(40, nil)], 60, 35),
            ([(20, 25)], 60, 15), ([], 80, -5),
        ] as [([(Int, Int?)], Int, Int)])
    func pauses(stretches: [(from: Int, to: Int?)], minute: Int, left: Int) {
        let course = Self.course(entering: [(1, 30)])
        let pauses = stretches.map { Pause(kind: .interruption, from: Self.at($0.from), to: $0.to.map(Self.at)) }
        #expect(course.phaseLeft(pauses, at: Self.at(minute)) == .minutes(left))
        let stands = stretches.contains { $0.to == nil }
        #expect(course.phaseEnd(pauses) == (stands ? nil : Self.at(minute + left)))
        if stands { #expect(Self.told(course, pauses: pauses) == ["165 ends_soon", "175 ends_soon", "181 overran"]) }
    }

    @Test("A break's own time runs, though treatment stands still")
    func restRuns() {
        let course = Self.course(entering: [(1, 30), (2, 75)])
        let pauses = [Pause(kind: .rest, from: Self.at(75))]
        #expect(course.phaseLeft(pauses, at: Self.at(80)) == .minutes(10))
        #expect(course.phaseEnd(pauses) == Self.at(90))
    }

    @Test("A step that was taken too early is taken back as if it had never been")
    func back() {
        var course = Self.course(entering: [(1, 30), (2, 50)])
        course.enter(1, at: Self.at(52))
        #expect(course.current?.name == "Topic")
        #expect(course.phaseEnd([]) == Self.at(75))
        course.enter(0, at: Self.at(53))
        #expect(course.phaseEnd([]) == Self.at(30))
        #expect(course.passed.isEmpty)
    }

    @Test("An extension is the phase's that is on, and its end is told again")
    func extended() {
        var course = Self.course()
        course.tell(.phaseEndsSoon, plannedEnd: Self.end, pauses: [], at: Self.at(25))
        course.extend(by: .minutes(10), plannedEnd: Self.at(190), pauses: [], at: Self.at(27))
        let next = course.next(plannedEnd: Self.at(190), pauses: [])
        #expect(next?.due == Self.at(35))
        #expect(next?.moment == .phaseEndsSoon)
        course.enter(1, at: Self.at(40))
        #expect(course.phaseEnd([]) == Self.at(85))
    }

    @Test("A session that goes on after its end has nothing to tell of it")
    func reopened() {
        var course = Self.course(entering: [(1, 30)])
        course.goOn(plannedEnd: Self.end, pauses: [], at: Self.at(200))
        #expect(course.next(plannedEnd: Self.end, pauses: []) == nil)
    }

    @Test("A round passes over who leaves, takes in who comes late, and shows who has had no turn")
    func turns() {
        let codes = ["M1", "M2", "M3", "M4"].map(MemberCode.init(unchecked:))
        var course = Self.course()
        #expect(course.waiting(of: Array(codes.prefix(3))) == Array(codes.prefix(3)))
        course.takeTurn(codes[0])
        // The second has left, and another one has come.
        #expect(course.waiting(of: [codes[0], codes[2], codes[3]]) == [codes[2], codes[3]])
        course.takeBackTurn(codes[0])
        #expect(course.waiting(of: [codes[0], codes[2]]) == [codes[0], codes[2]])
        course.enter(1, at: Self.at(30))
        #expect(course.waiting(of: codes) == [])
    }
}
