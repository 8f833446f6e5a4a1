package import Varlink

extension API {
    /// Programs: levels of care as policies, in versions by effective date.
    package enum Programs {}
}

extension API.Programs {
    /// A step of a step-down plan.
    package struct Step: Codable, Equatable, Sendable {
        package let afterDays: Int
        package let program: String?
        package let weeklyMinimumSeconds: Int?
        package let weeklyMaximumSeconds: Int?
        package let dailyMinimumSeconds: Int?
        package let minimumDays: Int?
        package let transitionWeeks: Int

        package init(
            afterDays: Int, program: String? = nil, weeklyMinimumSeconds: Int? = nil, weeklyMaximumSeconds: Int? = nil,
            dailyMinimumSeconds: Int? = nil, minimumDays: Int? = nil, transitionWeeks: Int
        ) {
            self.afterDays = afterDays
            self.program = program
            self.weeklyMinimumSeconds = weeklyMinimumSeconds
            self.weeklyMaximumSeconds = weeklyMaximumSeconds
            self.dailyMinimumSeconds = dailyMinimumSeconds
            self.minimumDays = minimumDays
            self.transitionWeeks = transitionWeeks
        }
    }

    /// When absences become an alert.
    package struct Absences: Codable, Equatable, Sendable {
        package let consecutive: Int?
        package let frequent: Int?
        package let lateNotices: Int?
        package let ofLast: Int
        package let noticeSeconds: Int

        package init(
            consecutive: Int? = nil, frequent: Int? = nil, lateNotices: Int? = nil, ofLast: Int, noticeSeconds: Int
        ) {
            self.consecutive = consecutive
            self.frequent = frequent
            self.lateNotices = lateNotices
            self.ofLast = ofLast
            self.noticeSeconds = noticeSeconds
        }
    }

    /// One version of a program.
    package struct Program: Codable, Equatable, Sendable {
        package let id: String
        package let title: String
        package let level: String
        package let effective: String
        package let weeklyMinimumSeconds: Int
        package let weeklyMaximumSeconds: Int?
        package let dailyMinimumSeconds: Int?
        package let minimumDays: Int?
        package let longestGapDays: Int?
        package let graceSeconds: Int
        package let breaksCreditedSeconds: Int
        package let minimumToCountSeconds: Int
        package let creditsOverrun: Bool
        package let kinds: [String]
        package let video: Bool
        package let audioOnly: Bool
        package let splitsAtMidnight: Bool
        package let weekStarts: String
        package let partialWeek: String
        package let cohort: String?
        package let minimumStayDays: Int?
        package let evaluationDays: Int?
        package let planReviewDays: Int?
        package let recertificationDays: Int?
        package let steps: [Step]
        package let absences: Absences?
        package let alertMarginSeconds: Int
        package let settlingSeconds: Int
        package let individualMakeupSeconds: Int?

        package init(
            id: String, title: String, level: String, effective: String, weeklyMinimumSeconds: Int,
            weeklyMaximumSeconds: Int? = nil, dailyMinimumSeconds: Int? = nil, minimumDays: Int? = nil,
            longestGapDays: Int? = nil, graceSeconds: Int, breaksCreditedSeconds: Int, minimumToCountSeconds: Int,
            creditsOverrun: Bool, kinds: [String], video: Bool, audioOnly: Bool, splitsAtMidnight: Bool,
            weekStarts: String, partialWeek: String,
            cohort: String? = nil, minimumStayDays: Int? = nil, evaluationDays: Int? = nil, planReviewDays: Int? = nil,
            recertificationDays: Int? = nil, steps: [Step], absences: Absences? = nil, alertMarginSeconds: Int,
            settlingSeconds: Int, individualMakeupSeconds: Int? = nil
        ) {
            self.id = id
            self.title = title
            self.level = level
            self.effective = effective
            self.weeklyMinimumSeconds = weeklyMinimumSeconds
            self.weeklyMaximumSeconds = weeklyMaximumSeconds
            self.dailyMinimumSeconds = dailyMinimumSeconds
            self.minimumDays = minimumDays
            self.longestGapDays = longestGapDays
            self.graceSeconds = graceSeconds
            self.breaksCreditedSeconds = breaksCreditedSeconds
            self.minimumToCountSeconds = minimumToCountSeconds
            self.creditsOverrun = creditsOverrun
            self.kinds = kinds
            self.video = video
            self.audioOnly = audioOnly
            self.splitsAtMidnight = splitsAtMidnight
            self.weekStarts = weekStarts
            self.partialWeek = partialWeek
            self.cohort = cohort
            self.minimumStayDays = minimumStayDays
            self.evaluationDays = evaluationDays
            self.planReviewDays = planReviewDays
            self.recertificationDays = recertificationDays
            self.steps = steps
            self.absences = absences
            self.alertMarginSeconds = alertMarginSeconds
            self.settlingSeconds = settlingSeconds
            self.individualMakeupSeconds = individualMakeupSeconds
        }
    }

    /// One thing that is wrong with a file.
    package struct Problem: Codable, Equatable, Sendable {
        package let line: Int
        package let reason: String

        package init(line: Int, reason: String) {
            self.line = line
            self.reason = reason
        }
    }

    /// All programs, each in the version that holds today.
    package enum List: VarlinkMethod {
        package static let name = "io.convened.Programs.List"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let programs: [Program]

            package init(programs: [Program]) {
                self.programs = programs
            }
        }
    }

    /// One program in the version that holds on a date.
    package enum Show: VarlinkMethod {
        package static let name = "io.convened.Programs.Show"

        package struct Parameters: Codable, Equatable, Sendable {
            package let program: String
            package let on: String?

            package init(program: String, on: String? = nil) {
                self.program = program
                self.on = on
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let program: Program
            package let versions: [String]

            package init(program: Program, versions: [String]) {
                self.program = program
                self.versions = versions
            }
        }
    }

    /// Takes in a program from the text of a TOML file. All of it is right or nothing is taken in.
    package enum Import: VarlinkMethod {
        package static let name = "io.convened.Programs.Import"

        package struct Parameters: Codable, Equatable, Sendable {
            package let fileName: String
            package let text: String
            package let dryRun: Bool?
            package let idempotencyKey: String?

            package init(fileName: String, text: String, dryRun: Bool? = nil, idempotencyKey: String? = nil) {
                self.fileName = fileName
                self.text = text
                self.dryRun = dryRun
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let program: String
            package let effective: String
            package let isNew: Bool

            package init(program: String, effective: String, isNew: Bool) {
                self.program = program
                self.effective = effective
                self.isNew = isNew
            }
        }
    }

    /// There is no such program, or no version of it that early.
    package struct NoSuchProgram: VarlinkError, Equatable {
        package static let name = "io.convened.Programs.NoSuchProgram"
        package let program: String
        package let message: String

        package init(program: String, message: String) {
            self.program = program
            self.message = message
        }
    }

    /// The file can't be taken in.
    package struct Refused: VarlinkError, Equatable {
        package static let name = "io.convened.Programs.Refused"
        package let problems: [Problem]
        package let message: String

        package init(problems: [Problem], message: String) {
            self.problems = problems
            self.message = message
        }
    }
}
