import ConvenedAPI
import Testing

@testable import convene

struct ExitStatusTests {
    @Test(
        "An error of the daemon has a status of sysexits.h",
        arguments: [
            ("io.convened.Service.NotAllowed", 77), ("org.varlink.service.PermissionDenied", 77),
            ("io.convened.Service.Internal", 70), ("io.convened.Service.Unavailable", 69),
            ("org.varlink.service.MethodNotFound", 64), ("org.varlink.service.InvalidParameter", 65),
            ("io.convened.Members.NoSuchMember", 65), ("org.example.Unheard", 65),
        ])
    func statuses(name: String, status: Int32) {
        #expect(ExitStatus(errorName: name).rawValue == status)
    }
}
