import ConvenedAPI
import Foundation
import Testing
import Varlink

/// Roles as real accounts in real groups have them, of a machine whose groups `systemd-sysusers` has made.
@Suite struct RoleTests {
    /// Every method with parameters that get no further than to the question of who may call it, or change nothing.
    private static var calls: String {
        let units = [API.Plugins.Take.name, API.Plugins.Settle.name]
        return API.allMethods.map { method in
            let parameters =
                units.contains(method.name) ? #"{"name":"nobody","delivery":1,"ending":"done"}"# : "{}"
            return "\(method.name) \(parameters)\n"
        }.joined()
    }

    /// `as ACCOUNT COMMAND…` runs something as an account, with the groups that it is in now.
    private static let tools = """
        section() { echo "== $1"; }
        as() {
            account=$1; shift
            setpriv --reuid="$account" --regid="$(id -g "$account")" --init-groups "$@"
        }
        called() { systemctl is-active -q convened.service || exit 1; as "$1" sh -c 'while read -r method parameters; do
            convene call "$method" "$parameters" > /dev/null 2>&1 < /dev/null; echo "$method $?"; done' < /run/test/calls; }

        """

    @Test func everyMethodIsForItsRoleAndThoseThatIncludeIt() throws {
        let machine = try Machine(["calls": Self.calls])
        let sections = try machine.run(
            Self.tools + """
                for role in \(Role.allCases.map(\.word).joined(separator: " ")); do
                    useradd -M -G "convened,convened-$role" "t-$role"
                done
                useradd -M -G convened t-none
                useradd -M -g convened-facilitator -G convened t-primary
                useradd -M t-outside
                systemctl start convened.socket convened.service
                for account in \(Role.allCases.map { "t-\($0.word)" }.joined(separator: " ")) t-none t-primary root; do
                    section "$account"
                    called "$account"
                done
                section words
                as t-none convene today 2>&1 || echo "status $?"
                as t-kiosk convene hours 2>&1 || echo "status $?"
                as t-outside convene ping 2>&1 || echo "status $?"
                as t-none convene whoami
                as t-case-manager convene whoami
                convene whoami
                as t-none convene doctor || echo "status $?"
                section again
                as t-none sh -c 'for i in $(seq 1 25); do convene today 2> /dev/null || :; done'
                journalctl --sync
                journalctl -o json --output-fields=CONVENED_UID,CONVENED_METHOD,CONVENED_ROLE,CONVENED_COUNT,PRIORITY,MESSAGE \\
                    MESSAGE_ID=86b7ae05e16f4676b5792da8060b07ad > /run/test/denials
                id -u t-none
                """)
        let roles: [(String, Role?)] =
            Role.allCases.map { ("t-\($0.word)", $0) } + [
                ("t-none", nil), ("t-primary", .facilitator), ("root", .admin),
            ]
        for (account, role) in roles {
            let said = (sections[account] ?? "").split(separator: "\n").map { $0.split(separator: " ") }
            #expect(said.count == API.allMethods.count, "\(account)")
            for words in said {
                let needed = API.role(neededFor: String(words[0]))
                let may = needed.map { role?.includes($0) ?? false } ?? true
                #expect((words[1] != "77") == may, "\(account) may\(may ? "" : " not") call \(words[0]): \(words[1])")
            }
        }
        expectWords(sections["words"] ?? "")
        try expectDenials(
            String(decoding: machine.file("denials"), as: UTF8.self),
            of: (sections["again"] ?? "").trimmingCharacters(in: .newlines))
    }

    private func expectWords(_ words: String) {
        for line in [
            "the account t-none has no role here, so it may do nothing; io.convened.Sessions.Today is for the role "
                + "facilitator: as root, 'usermod -aG convened-facilitator t-none', then log in again\nstatus 77",
            "the account t-kiosk is kiosk here; io.convened.Hours.Week is for the role facilitator: as root, 'usermod -aG "
                + "convened-facilitator t-kiosk', then log in again\nstatus 77",
            "You may not use /run/convened/convened.sock, which is for its group: as root, 'usermod -aG "
                + "convened,convened-facilitator NAME' lets the account NAME run sessions; then log in again.\nstatus 77",
            "Account  t-none\nRoles    none\n", "Roles    case manager\n", "Account  root\nRoles    admin\n",
            "it answers, but not you",
        ] {
            #expect(words.contains(line), "\(line) isn't in \(words)")
        }
    }

    /// Each pair of account and method is a line at the first, tenth and hundredth time.
    private func expectDenials(_ journal: String, of uid: String) throws {
        let lines = try journal.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
        }
        let today = lines.filter {
            $0["CONVENED_UID"] == uid && $0["CONVENED_METHOD"] == "io.convened.Sessions.Today"
        }
        #expect(today.compactMap { $0["CONVENED_COUNT"] } == ["1", "10"])
        #expect(today.first?["PRIORITY"] == "4" && today.first?["CONVENED_ROLE"] == "facilitator")
        #expect(
            today.first?["MESSAGE"]
                == "uid:\(uid) may not call io.convened.Sessions.Today: that needs the role facilitator")
        let keys = lines.map {
            "\($0["CONVENED_UID"] ?? "") \($0["CONVENED_METHOD"] ?? "") \($0["CONVENED_COUNT"] ?? "")"
        }
        #expect(Set(keys).count == keys.count && keys.count > 100)
    }

    @Test func groupsAreThoseOfTheMomentInWhichTheConnectionWasMade() throws {
        // A client that calls once for each line that it reads, over one connection or over a new one.
        let client = """
            import json, socket, sys
            def connect():
                connection = socket.socket(socket.AF_UNIX)
                connection.connect("/run/convened/convened.sock")
                return connection, connection.makefile("rb")
            kept = connect()
            for line in sys.stdin:
                connection, answers = connect() if line.strip() == "new" else kept
                connection.sendall(b'{"method":"io.convened.Sessions.Today"}' + bytes(1))
                answer = b""
                while not answer.endswith(bytes(1)): answer += answers.read(1)
                print(line.strip(), json.loads(answer[:-1]).get("error", "answered"), flush=True)

            """
        let machine = try Machine(["client.py": client])
        let sections = try machine.run(
            Self.tools + """
                useradd -M -G convened,convened-facilitator leaves
                useradd -M -G convened comes
                systemctl start convened.socket convened.service
                program=$(cat /run/test/client.py)
                for account in leaves comes; do
                    mkfifo "/tmp/$account"
                    as "$account" /usr/bin/python3 -c "$program" < "/tmp/$account" > "/tmp/$account.said" &
                done
                exec 8> /tmp/leaves 9> /tmp/comes
                say() { echo "$1" >&8; echo "$1" >&9; while [ "$(cat /tmp/*.said | wc -l)" -lt "$2" ]; do :; done; }
                say kept 2
                gpasswd -d leaves convened-facilitator > /dev/null
                usermod -aG convened-facilitator comes
                say kept 4
                say new 6
                exec 8>&- 9>&-
                wait
                for account in leaves comes; do
                    section $account
                    cat "/tmp/$account.said"
                    as "$account" convene today > /dev/null 2>&1 && echo answered || echo "refused $?"
                done
                """)
        #expect(sections["leaves"] == "kept answered\nkept answered\nnew answered\nrefused 77\n")
        let refused = "io.convened.Service.NotAllowed"
        #expect(sections["comes"] == "kept \(refused)\nkept \(refused)\nnew \(refused)\nanswered\n")
    }
}
