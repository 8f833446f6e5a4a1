import Clinic
import ConvenedAPI
import Engine
import Ledger
import Varlink

extension Refusal {
    /// The error of an interface that says the same.
    func failure(_ store: Store?, _ presenter: Presenter) -> any VarlinkError {
        switch kind {
        case .noSuchMember(let text, let nearest):
            API.Members.NoSuchMember(member: text, nearest: nearest.map(\.rawValue), message: message)
        case .ambiguousMember(let codes):
            API.Members.AmbiguousMember(matches: codes.compactMap { match($0, store) }, message: message)
        case .refusedImport(let problems):
            API.Members.Refused(
                problems: problems.map { API.Members.Problem(line: $0.line, reason: $0.reason) }, message: message)
        case .noSuchProgram(let text):
            API.Programs.NoSuchProgram(program: text, message: message)
        case .noSuchGroup(let text):
            API.Groups.NoSuchGroup(group: text, message: message)
        case .groupExists(let group):
            API.Groups.GroupExists(group: group.rawValue, message: message)
        case .notOnGroupRoster(let member, let group):
            API.Groups.NotOnRoster(member: member.rawValue, group: group.rawValue, message: message)
        case .alreadyOnRoster(let member, let group):
            API.Groups.AlreadyOnRoster(member: member.rawValue, group: group.rawValue, message: message)
        case .noSuchSession, .wrongState, .startsLate, .ambiguousSession, .noneOpen:
            sessionFailure(store, presenter)
        case .notOnRoster, .notEnrolled, .wrongCohort, .notIn, .nothingToUndo, .outsideSession:
            attendanceFailure
        case .noSuchAlert(let alert):
            API.Hours.NoSuchAlert(alert: alert, message: message)
        case .noSuchWaiver(let waiver):
            API.Enrolments.NoSuchWaiver(waiver: waiver, message: message)
        case .noSuchReminder(let reminder):
            API.Reminders.NoSuchReminder(reminder: reminder, message: message)
        case .noSuchStaff(let text):
            API.Staff.NoSuchStaff(staff: text, message: message)
        case .staffExists(let initials):
            API.Staff.StaffExists(staff: initials.rawValue, message: message)
        case .noSuchAgenda(let text):
            API.Agendas.NoSuchAgenda(template: text, message: message)
        case .refusedAgenda(let problems):
            API.Agendas.Refused(problems: problems, message: message)
        case .noSuchPlugin(let name):
            API.Plugins.NoSuchPlugin(name: name, message: message)
        case .badValue(let field):
            API.Service.BadValue(field: field, message: message)
        case .notAllowed(let role):
            API.Service.NotAllowed(role: role, message: message)
        case .keyReused:
            API.Service.KeyReused(message: message)
        case .unavailable:
            API.Service.Unavailable(message: message)
        }
    }

    private func sessionFailure(_ store: Store?, _ presenter: Presenter) -> any VarlinkError {
        switch kind {
        case .noSuchSession(let text):
            API.Sessions.NoSuchSession(session: text, message: message)
        case .wrongState(let session, let state):
            API.Sessions.WrongState(session: session.rawValue, state: state.rawValue, message: message)
        case .startsLate(let session, let planned, let now):
            API.Sessions.StartsLate(
                session: session.rawValue, plannedStart: presenter.time(planned), now: presenter.time(now),
                message: message)
        case .ambiguousSession(let names):
            API.Sessions.Ambiguous(sessions: names.compactMap { choice($0, store, presenter) }, message: message)
        default:
            API.Sessions.NoneOpen(message: message)
        }
    }

    private var attendanceFailure: any VarlinkError {
        switch kind {
        case .notOnRoster(let member, let group):
            API.Attendance.NotOnRoster(member: member.rawValue, group: group.rawValue, message: message)
        case .notEnrolled(let member, let state):
            API.Attendance.NotEnrolled(
                member: member.rawValue, state: state?.rawValue ?? "not_enrolled", message: message)
        case .wrongCohort(let member, let group):
            API.Attendance.WrongCohort(member: member.rawValue, group: group.rawValue, message: message)
        case .notIn(let member):
            API.Attendance.NotIn(member: member.rawValue, message: message)
        case .nothingToUndo:
            API.Attendance.NothingToUndo(message: message)
        default:
            API.Attendance.OutsideSession(message: message)
        }
    }

    private func match(_ code: MemberCode, _ store: Store?) -> API.Members.Match? {
        guard let member = try? store?.member(code) else { return nil }
        return API.Members.Match(
            code: code.rawValue, shortName: member.details.name.shortName.reveal(),
            born: member.details.born.reveal().description)
    }

    private func choice(_ name: SessionName, _ store: Store?, _ presenter: Presenter) -> API.Sessions.Choice? {
        guard let session = try? store?.session(name), let group = try? store?.group(session.group) else { return nil }
        return API.Sessions.Choice(
            session: name.rawValue, groupName: group.name, plannedStart: presenter.time(session.plannedStart))
    }
}
