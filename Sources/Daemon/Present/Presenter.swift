import Clinic
import ConvenedAPI
import Engine
import Ledger

/// Turns what the ledger holds into what a caller reads: local times, whole seconds, codes.
struct Presenter: Sendable {
    let zone: Zone

    func time(_ instant: Instant) -> String { zone.rfc3339(instant) }

    func stretch(_ lead: Lead) -> API.Sessions.LedStretch {
        API.Sessions.LedStretch(staff: lead.staff.rawValue, from: time(lead.from), to: lead.to.map(time))
    }

    /// A week that a session has just changed. That isn't signed, so nothing of it is final.
    func week(_ record: WeekRecord) -> API.Attendance.Week {
        let figures = record.figures
        return API.Attendance.Week(
            week: record.week.description, requiredSeconds: figures.required.count,
            maximumSeconds: figures.maximum?.count, attendedSeconds: figures.attended.count,
            creditedSeconds: figures.credited.count, remainingSeconds: figures.remaining.count,
            possibleSeconds: figures.possible.count, missingSeconds: figures.missing.count,
            standing: figures.standing.rawValue, rule: figures.rule, provisional: true)
    }

    /// - Parameter isUnsigned: Whether a session behind the week has ended and isn't signed.
    func row(_ record: WeekRecord, _ card: MemberCard?, isUnsigned: Bool) -> API.Hours.Row {
        let figures = record.figures
        return API.Hours.Row(
            member: record.member.rawValue, shortName: card?.shortName.reveal() ?? "",
            program: record.program.rawValue, week: record.week.description,
            requiredSeconds: figures.required.count, maximumSeconds: figures.maximum?.count,
            attendedSeconds: figures.attended.count, creditedSeconds: figures.credited.count,
            remainingSeconds: figures.remaining.count, possibleSeconds: figures.possible.count,
            missingSeconds: figures.missing.count, lostByClinicSeconds: figures.lostByClinic.count,
            lostByMemberSeconds: figures.lostByMember.count, standing: figures.standing.rawValue,
            rule: figures.rule, exemption: figures.exemption?.rawValue, closed: record.closed,
            provisional: !record.closed || isUnsigned)
    }

    func program(_ program: Program) -> API.Programs.Program {
        API.Programs.Program(
            id: program.id.rawValue, title: program.title, level: program.level,
            effective: program.effective.description, weeklyMinimumSeconds: program.gates.weeklyMinimum.count,
            weeklyMaximumSeconds: program.gates.weeklyMaximum?.count,
            dailyMinimumSeconds: program.gates.dailyMinimum?.count, minimumDays: program.gates.minimumDays,
            longestGapDays: program.gates.longestGapDays, graceSeconds: program.credit.grace.count,
            breaksCreditedSeconds: program.credit.breaksCredited.count,
            minimumToCountSeconds: program.credit.minimumToCount.count,
            creditsOverrun: program.credit.creditsOverrun, kinds: program.credit.kinds.map(\.rawValue).sorted(),
            video: program.credit.creditsVideo, audioOnly: program.credit.creditsAudioOnly,
            splitsAtMidnight: program.credit.splitsAtMidnight == true,
            weekStarts: (program.weekStarts ?? .site).rawValue, partialWeek: program.partialWeek.rawValue,
            cohort: program.cohort,
            minimumStayDays: program.minimumStayDays, evaluationDays: program.stay?.evaluationDays,
            planReviewDays: program.stay?.planReviewDays, recertificationDays: program.stay?.recertificationDays,
            steps: program.stay?.steps.map(step) ?? [], absences: program.absences.map(absences),
            alertMarginSeconds: program.alertMargin.count,
            settlingSeconds: program.settling.count,
            individualMakeupSeconds: program.individualMakeup?.count)
    }

    private func step(_ step: Step) -> API.Programs.Step {
        API.Programs.Step(
            afterDays: step.afterDays, program: step.program?.rawValue,
            weeklyMinimumSeconds: step.weeklyMinimum?.count, weeklyMaximumSeconds: step.weeklyMaximum?.count,
            dailyMinimumSeconds: step.dailyMinimum?.count, minimumDays: step.minimumDays,
            transitionWeeks: step.transitionWeeks)
    }

    private func absences(_ rule: AbsenceRule) -> API.Programs.Absences {
        API.Programs.Absences(
            consecutive: rule.consecutive, frequent: rule.frequent, lateNotices: rule.lateNotices,
            ofLast: rule.ofLast, noticeSeconds: rule.notice.count)
    }

    func group(_ group: Group, members: Int, waiting: Int) -> API.Groups.Group {
        API.Groups.Group(
            group: group.id.rawValue, name: group.name, label: group.label, kind: group.kind.rawValue,
            programs: group.programs.map(\.rawValue), cohort: group.cohort, capacity: group.capacity,
            meetings: group.meetings.map { meeting in
                API.Groups.Meeting(
                    weekday: meeting.weekday.rawValue, start: meeting.start.description,
                    durationSeconds: meeting.length.count)
            },
            facilitators: group.facilitators.map(\.rawValue), lead: group.lead?.rawValue,
            measures: group.measures?.map(\.rawValue) ?? [], members: members, waiting: waiting)
    }

    func contact(_ contact: Contact) -> API.Members.Contact {
        API.Members.Contact(
            channel: contact.channel.rawValue, address: contact.address, consent: contact.consent)
    }
}
