package import Varlink

extension API {
    /// Every method of every interface.
    package static var allMethods: [any VarlinkMethod.Type] {
        [
            Attendance.CheckIn.self,
            Attendance.CheckOut.self,
            Attendance.Undo.self,
            Attendance.Move.self,
            Events.List.self,
            Events.Follow.self,
            Groups.Add.self,
            Groups.List.self,
            Groups.Show.self,
            Groups.RosterAdd.self,
            Groups.RosterRemove.self,
            Groups.RosterList.self,
            Hours.Week.self,
            Hours.Alerts.self,
            Hours.Acknowledge.self,
            Members.Import.self,
            Members.List.self,
            Members.Show.self,
            Members.Add.self,
            Members.Edit.self,
            Members.Admit.self,
            Members.Discharge.self,
            Plugins.List.self,
            Plugins.Enable.self,
            Programs.List.self,
            Programs.Show.self,
            Programs.Import.self,
            Service.Ping.self,
            Service.Status.self,
            Sessions.List.self,
            Sessions.Today.self,
            Sessions.Show.self,
            Sessions.Open.self,
            Sessions.Start.self,
            Sessions.End.self,
            Sessions.Cancel.self,
        ]
    }

    /// Every error of every interface.
    package static var allErrors: [any VarlinkError.Type] {
        [
            Attendance.NotOnRoster.self,
            Attendance.NotEnrolled.self,
            Attendance.WrongCohort.self,
            Attendance.NotIn.self,
            Attendance.NothingToUndo.self,
            Attendance.OutsideSession.self,
            Groups.NoSuchGroup.self,
            Groups.GroupExists.self,
            Groups.NotOnRoster.self,
            Groups.AlreadyOnRoster.self,
            Hours.NoSuchAlert.self,
            Members.NoSuchMember.self,
            Members.Refused.self,
            Members.AmbiguousMember.self,
            Plugins.NoSuchPlugin.self,
            Programs.NoSuchProgram.self,
            Programs.Refused.self,
            Service.NotAllowed.self,
            Service.BadValue.self,
            Service.KeyReused.self,
            Service.Unavailable.self,
            Service.Internal.self,
            Sessions.NoSuchSession.self,
            Sessions.WrongState.self,
            Sessions.Ambiguous.self,
            Sessions.NoneOpen.self,
        ]
    }
}
