import Clinic
import Foundation
import Glibc

extension Plugin {
    /// Where its script looks for programs: for `convene` beside the daemon first, which needn't be installed.
    private static let searchPath: String = {
        let usual = ["/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/"
        let own = URL(fileURLWithPath: program).deletingLastPathComponent().path
        let hasConvene = !usual.contains(own) && access(own + "/convene", X_OK) == 0
        return ((hasConvene ? [own] : []) + usual).joined(separator: ":")
    }()

    /// What a process of it is started with: an environment that holds what is documented and nothing else, and a folder
    /// of its own.
    func start(in environment: PluginEnvironment) async -> PluginStart {
        let run = PluginRun(name, environment)
        let folder = "\(environment.stateFolder)/\(name)"
        if access(folder, W_OK) != 0 {
            mkdir(environment.stateFolder, 0o700)
            mkdir(folder, 0o700)
        }
        var variables = [
            "PATH": Self.searchPath, "LANG": "C.UTF-8", "CONVENED_PLUGIN": name,
            "CONVENED_STATE": folder, Brood.mark: run.mark,
        ]
        for secret in manifest.secrets {
            variables["CONVENED_SECRET_" + secret.uppercased()] = path(ofSecret: secret, in: environment)
        }
        for (option, value) in manifest.options { variables["CONVENED_OPTION_" + option.uppercased()] = value }
        var connection: Descriptor?
        if !manifest.may.isEmpty, let number = await environment.connect(name) {
            connection = Descriptor(owning: number)
            // The child finds it there, whatever number it has here.
            variables["CONVENED_CONNECTION"] = "4"
        }
        return PluginStart(
            run: run, executable: executable, arguments: [manifest.run], environment: variables, folder: folder,
            connection: connection)
    }

    /// The file of one of its secrets; `nil` if systemd hasn't put it there.
    func path(ofSecret secret: String, in environment: PluginEnvironment) -> String? {
        guard let folder = environment.credentials else { return nil }
        let path = "\(folder)/\(name).\(secret)"
        return access(path, R_OK) == 0 ? path : nil
    }
}
