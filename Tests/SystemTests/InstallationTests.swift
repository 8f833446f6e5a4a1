import Foundation
import Testing

/// `systemd/install` and the package, as an administrator uses them.
@Suite struct InstallationTests {
    private static let script = Binaries.checkout + "/systemd/install"

    /// Installs into a folder that stands for the root.
    private func install(into root: URL, _ arguments: String...) throws -> Run {
        try run(
            Self.script, ["--binaries", Binaries.folder.path, "--destdir", root.path] + arguments,
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
    }

    private func text(_ path: String, in root: URL) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    // MARK: Into a folder

    @Test func itGoesBelowAnyPrefixAndComesOffAgain() throws {
        let root = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: root) }
        let first = try install(into: root, "--prefix", "/opt/clinic")
        #expect(first.status == 0, "\(first.all)")
        let unit = try text("opt/clinic/lib/systemd/system/convened.service", in: root)
        #expect(unit.contains("ExecStart=/opt/clinic/bin/convened\n"), "\(unit)")
        let plugin = try text("opt/clinic/lib/systemd/system/convened-plugin@.service", in: root)
        #expect(
            plugin.contains(
                "ExecStart=/opt/clinic/bin/convene plugin serve --folder /etc/convened/plugins "
                    + "--folder /opt/clinic/lib/convened/plugins %i\n"), "\(plugin)")
        let configuration = root.path + "/etc/convened/convened.toml"
        #expect(try text("etc/convened/convened.toml", in: root).contains(", \"/opt/clinic/lib/convened/plugins\"]\n"))
        let installed = root.path + "/opt/clinic/bin/convened"
        #expect(try run(installed, ["--check-config", "--config", configuration]).status == 0)
        let completion = root.path + "/opt/clinic/share/bash-completion/completions/convene"
        let completed = try run(
            "/bin/bash", ["-c", ". \(completion); complete -p convene"], environment: ["PATH": "/usr/bin:/bin"])
        #expect(completed.output.contains("-F _convene") && completed.errors == "", "\(completed.all)")
        let page = try run("/bin/zcat", [root.path + "/opt/clinic/share/man/man1/convene-session.1.gz"])
        #expect(page.output.contains("convene session start"), "\(page.all)")
        // Whoever installs it decides what it belongs to: nothing is anybody else's to write.
        let open = try run("/usr/bin/find", [root.path + "/opt", "-perm", "/022", "-not", "-type", "l"])
        #expect(open.output == "", "\(open.output)")

        let second = try install(into: root, "--prefix", "/opt/clinic")
        #expect(second.output.contains(" 0 of them new or changed"), "\(second.all)")

        let removed = try install(into: root, "--prefix", "/opt/clinic", "--remove")
        #expect(removed.status == 0, "\(removed.all)")
        let left = try run("/usr/bin/find", [root.path, "-type", "f"])
        #expect(left.output == configuration + "\n")
        #expect(try install(into: root, "--prefix", "/opt/clinic", "--remove").status == 1)
        #expect(try install(into: root, "--remove", "--purge").errors.contains("--yes"))
        #expect(FileManager.default.fileExists(atPath: configuration))
        #expect(try install(into: root, "--remove", "--purge", "--yes").status == 0)
        #expect(try run("/usr/bin/find", [root.path, "-type", "f"]).output == "")
    }

    @Test func settingsOfANewerSystemdAreForItAlone() throws {
        for (version, known) in [("252", []), ("253", ["253"]), ("254", ["253", "254"]), ("257", ["253", "254"])] {
            let root = try temporaryFolder()
            defer { try? FileManager.default.removeItem(at: root) }
            #expect(try install(into: root, "--systemd", version).status == 0)
            let dropIns = root.path + "/usr/local/lib/systemd/system/convened.service.d"
            let found = (try? FileManager.default.contentsOfDirectory(atPath: dropIns)) ?? []
            #expect(found.sorted() == known.map { "systemd-\($0).conf" }, "\(version)")
        }
    }

    @Test(arguments: [
        (["--colour"], "no option"), (["--prefix"], "needs a value"), (["--prefix", "opt"], "absolute path"),
        (["--prefix", "/my clinic"], "may have"), (["--purge"], "--remove"), (["--binaries", "/nowhere"], "/nowhere"),
    ])
    func whatIsAskedForWronglyIsSaid(arguments: [String], words: String) throws {
        let root = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: root) }
        let run = try run(Self.script, ["--destdir", root.path] + arguments, environment: ["PATH": "/usr/bin:/bin"])
        #expect(run.status == 1 && run.errors.contains(words), "\(run.all)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root.path).isEmpty)
    }

    // MARK: On a machine

    @Test func theScriptInstallsUpgradesAndRemoves() throws {
        let sections = try Machine().run(
            """
            section() { echo "== $1"; }
            install() { /run/checkout/systemd/install --binaries /run/build "$@" 2>&1 | grep -v '^Note:\\|^Creating'; }
            state() { systemctl is-active convened.socket convened.service | xargs; }
            section installed
            install
            state
            systemctl is-enabled convened.socket convened.service convened-backup.timer | xargs
            convene ping
            stat -c '%U %a' /var/lib/convened /etc/convened/plugins
            section verified
            cd /usr/local/lib/systemd/system
            systemd-analyze verify $(ls | grep '^convened[^@]*\\.[a-z]*$') convened-plugin@webhook.service \\
                convened-plugin@hours-alert.service 2>&1
            cd /
            section exposed
            systemd-analyze security --no-pager convened.service | sed -n 's/.*level for .*: \\([0-9.]*\\) .*/\\1/p'

            section setup
            printf 'site: Harbour Clinic\\nzone: Asia/Kathmandu\\nfirst-weekday: monday\\n' > /var/tmp/answers
            convene setup --answers /var/tmp/answers > /var/tmp/setup &
            until grep -q '^Waiting' /var/tmp/setup; do sleep 0.1; done
            systemctl restart convened.service
            wait $!
            grep '^✓' /var/tmp/setup
            convene verify > /dev/null && echo whole

            section changed
            convene program import /run/checkout/config/programs/iop-adult.toml > /dev/null
            socket=$(stat -c %i /run/convened/convened.sock) process=$(systemctl show -P MainPID convened.service)
            echo '# ours' >> /etc/convened/convened.toml
            # What comes next: another configuration, a plugin less, another unit.
            mkdir /var/tmp/next
            cp -r /run/checkout/systemd /run/checkout/config /run/checkout/plugins /run/checkout/README.md \\
                /run/checkout/LICENSE /var/tmp/next/
            install
            cd /var/tmp/next
            echo '# theirs' >> config/convened.toml
            rm -r plugins/webhook
            systemd/install --binaries /run/build 2>&1 | grep -v '^Note:'
            cd /
            tail -n 1 /etc/convened/convened.toml /etc/convened/convened.toml.dist | grep '#'
            ls /usr/local/lib/convened/plugins | xargs
            [ $socket = $(stat -c %i /run/convened/convened.sock) ] && echo 'the same socket'
            [ $process = $(systemctl show -P MainPID convened.service) ] || echo 'another process'
            state
            convene program list | grep -o '^iop-adult'

            section removed
            systemctl enable --quiet --now convened-plugin@hours-alert.service
            install --remove
            state
            find /etc /usr/bin /usr/lib /usr/share /usr/local /var/lib/convened* -name '*convene*' | sort
            ls /var/lib/convened/ledger.db
            section refused
            install --remove --purge < /dev/null
            section purged
            install --remove --purge --yes
            ls -d /var/lib/convened /etc/convened 2>&1 || true
            id -un convened
            """, isBare: true)
        let installed = sections["installed"] ?? ""
        #expect(installed.contains("/etc/convened/convened.toml is new"), "\(installed)")
        #expect(
            installed.hasSuffix("active active\nenabled enabled enabled\nPONG\nconvened 700\nroot 755\n"),
            "\(installed)")
        #expect(sections["verified"] == "")
        let setup = sections["setup"] ?? ""
        #expect(setup.hasSuffix("\nwhole\n"), "\(setup)")
        #expect(
            setup.hasPrefix(
                """
                ✓ /etc/convened/convened.toml is written: Harbour Clinic, Asia/Kathmandu.
                ✓ The site is Harbour Clinic, in the time zone Asia/Kathmandu.
                ✓ The program iop-adult is made: Intensive outpatient, adults.

                """), "\(setup)")
        let exposed = (sections["exposed"] ?? "").split(separator: "\n").compactMap { Double($0) }
        #expect(exposed.count == 1 && exposed[0] <= 1.0, "\(sections["exposed"] ?? "")")

        let changed = sections["changed"] ?? ""
        #expect(changed.contains("convened.toml stays as you have it.\n"), "\(changed)")
        #expect(changed.contains("beside it, as convened.toml.dist.\n"), "\(changed)")
        #expect(
            changed.hasSuffix(
                """
                # ours
                # theirs
                hours-alert late-arrival session-reminder weekly-digest
                the same socket
                another process
                active active
                iop-adult

                """), "\(changed)")
        let removed = sections["removed"] ?? ""
        #expect(
            removed.hasSuffix(
                """
                inactive inactive
                /etc/convened
                /etc/convened/convened.toml
                /etc/convened/convened.toml.dist
                /var/lib/convened
                /var/lib/convened-plugin
                /var/lib/convened/ledger.db

                """), "\(removed)")
        #expect(sections["refused"]?.hasSuffix("add --yes.\n") == true, "\(sections["refused"] ?? "")")
        let purged = sections["purged"] ?? ""
        #expect(purged.contains("records are deleted"), "\(purged)")
        #expect(purged.contains("'/var/lib/convened': No such file") && purged.hasSuffix("convened\n"), "\(purged)")
    }

    @Test func thePackageInstallsUpgradesAndRemoves() throws {
        let sections = try Machine().run(
            """
            section() { echo "== $1"; }
            state() { systemctl is-active convened.socket convened.service | xargs; }
            apt() { apt-get -q -y -o Dpkg::Use-Pty=0 "$@" > /var/tmp/apt 2>&1 || { cat /var/tmp/apt; exit 1; }; }
            export DEBIAN_FRONTEND=noninteractive
            # Where it is there it keeps packages from starting anything, as in an image that is being built.
            rm -f /usr/sbin/policy-rc.d
            mkdir /var/tmp/built
            package=$(/run/checkout/systemd/deb --binaries /run/build --output /var/tmp/built 2> /dev/null)
            section package
            basename $package
            dpkg-deb -f $package Depends | tr ',' '\\n' | sed 's/^ *//;s/ .*//' | sort | xargs
            section installed
            apt install $package
            state
            convene ping
            dpkg --verify convened
            convene program import /usr/share/convened/programs/iop-adult.toml > /dev/null
            section upgraded
            process=$(systemctl show -P MainPID convened.service)
            echo '# ours' >> /etc/convened/convened.toml
            systemctl disable --quiet convened.service
            apt install --reinstall $package
            [ $process = $(systemctl show -P MainPID convened.service) ] || echo 'another process'
            state
            systemctl is-enabled convened.service || true
            tail -n 1 /etc/convened/convened.toml
            convene program list | grep -o '^iop-adult'
            section removed
            systemctl enable --quiet --now convened-plugin@hours-alert.service
            apt remove convened
            state
            ls /etc/convened/convened.toml /var/lib/convened/ledger.db
            section purged
            apt purge convened
            ls /etc/convened /var/lib/convened/ledger.db 2>&1 || true
            find /etc/systemd/system /usr/lib/convened /usr/share/convened -name '*convened*' 2> /dev/null || true
            section deleted
            apt install $package
            convene program list
            echo 'convened convened/delete-records boolean true' | debconf-set-selections
            apt purge convened
            ls /var/lib/convened 2>&1 || true
            """, isBare: true)
        #expect(sections["package"]?.hasPrefix("convened_0.") == true, "\(sections["package"] ?? "")")
        for name in ["libc6", "libsqlite3-0", "libsystemd0", "systemd", "tzdata"] {
            #expect(sections["package"]?.contains(name) == true, "\(sections["package"] ?? "")")
        }
        #expect(sections["installed"] == "active active\nPONG\n")
        #expect(sections["upgraded"] == "another process\nactive active\ndisabled\n# ours\niop-adult\n")
        #expect(
            sections["removed"] == "inactive inactive\n/etc/convened/convened.toml\n/var/lib/convened/ledger.db\n")
        #expect(
            sections["purged"]
                == "ls: cannot access '/etc/convened': No such file or directory\n/var/lib/convened/ledger.db\n")
        // What wasn't deleted is there again.
        let deleted = sections["deleted"] ?? ""
        #expect(deleted.contains("iop-adult"), "\(deleted)")
        #expect(deleted.hasSuffix("'/var/lib/convened': No such file or directory\n"), "\(deleted)")
    }
}
