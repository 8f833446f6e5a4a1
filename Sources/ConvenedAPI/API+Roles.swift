package import Varlink

extension API {
    /// The role that each method needs at the least; `nil`: none. The daemon lets nobody else call it, and the manual
    /// and the interface files say what stands here.
    ///
    /// Some methods ask for more in some cases, which their own documentation says: what is signed, what ended longer
    /// ago than the configuration lets others correct it, and weeks that are closed are a supervisor's.
    package static let methodsByRole: [(role: Role?, methods: [any VarlinkMethod.Type])] = [
        (nil, [Service.Ping.self, Service.WhoAmI.self]),
        (.observer, [Plugins.List.self, Service.Status.self, Service.Health.self, Service.Metrics.self]),
        (.kiosk, [Attendance.Scan.self, Staff.Identify.self]),
        (
            .facilitator,
            [
                Agendas.List.self, Agendas.Show.self, Agendas.Set.self, Agendas.Remove.self,
                Attendance.CheckIn.self, Attendance.CheckOut.self, Attendance.Present.self, Attendance.Undo.self,
                Attendance.Move.self,
                Corrections.Correct.self, Corrections.NoShow.self, Corrections.Void.self, Corrections.CallOut.self,
                Corrections.History.self,
                Enrolments.Show.self, Enrolments.ListWaivers.self,
                Events.List.self, Events.Follow.self,
                Groups.List.self, Groups.Show.self, Groups.RosterList.self,
                Hours.Week.self, Hours.Alerts.self,
                Makeups.Options.self,
                Measures.List.self, Measures.Record.self,
                Members.List.self, Members.Show.self, Members.AddNote.self,
                Plugins.Show.self,
                Programs.List.self, Programs.Show.self,
                Reminders.List.self, Reminders.Schedule.self, Reminders.Cancel.self,
                Reports.Sheet.self,
                Sessions.List.self, Sessions.Today.self, Sessions.Show.self, Sessions.Open.self, Sessions.Start.self,
                Sessions.End.self, Sessions.Cancel.self, Sessions.Pause.self, Sessions.Resume.self, Sessions.Next.self,
                Sessions.Back.self, Sessions.Extend.self, Sessions.Merge.self, Sessions.Reopen.self,
                Sessions.CountGuests.self, Sessions.Sign.self, Sessions.Lead.self, Sessions.Add.self,
                Staff.List.self,
            ]
        ),
        (
            .caseManager,
            [
                Corrections.Review.self,
                Enrolments.Set.self, Enrolments.Advance.self, Enrolments.Hold.self, Enrolments.Resume.self,
                Enrolments.Reinstate.self, Enrolments.Transfer.self, Enrolments.AddWaiver.self,
                Enrolments.RemoveWaiver.self,
                Groups.RosterAdd.self, Groups.RosterRemove.self,
                Hours.Acknowledge.self,
                Makeups.Book.self, Makeups.Cancel.self,
                Members.Import.self, Members.Add.self, Members.Edit.self, Members.Admit.self, Members.Discharge.self,
                Reports.Stay.self,
                Staff.Assign.self,
            ]
        ),
        (
            .supervisor,
            [
                Groups.Add.self, Groups.Edit.self,
                Members.Disclosures.self,
                Programs.Import.self,
                Reports.Month.self, Reports.Group.self, Reports.Extract.self,
                Staff.Add.self, Staff.Edit.self, Staff.Remove.self,
            ]
        ),
        (
            .admin,
            [
                Service.Reload.self,
                Plugins.Reload.self, Plugins.Enable.self, Plugins.Disable.self, Plugins.Grant.self,
                Plugins.Revoke.self, Plugins.Retry.self, Plugins.Skip.self, Plugins.Replay.self, Plugins.Take.self,
                Plugins.Settle.self,
            ]
        ),
    ]

    /// The methods that show what is on record about members, or hand it out: each use of one is kept.
    package static let disclosingMethods: [any VarlinkMethod.Type] = [
        Enrolments.Show.self, Members.Show.self, Reports.Stay.self, Reports.Month.self, Reports.Group.self,
        Reports.Sheet.self, Reports.Extract.self,
    ]

    private static let neededRoles: [String: Role?] = methodsByRole.reduce(into: [:]) { roles, entry in
        for method in entry.methods { roles.updateValue(entry.role, forKey: method.name) }
    }

    /// The role that a method needs; `nil`: none. What isn't in the table is the administrator's, except for what the
    /// protocol itself brings along.
    package static func role(neededFor method: String) -> Role? {
        if let needed = neededRoles[method] { return needed }
        return method.hasPrefix(ServiceInterface.name + ".") ? nil : .admin
    }
}
