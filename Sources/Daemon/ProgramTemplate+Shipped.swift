package import Clinic
package import StrictTOML

extension ProgramTemplate {
    /// The templates that the daemon carries within it, by file name. They are those of `config/programs`.
    package static var shipped: [String: [UInt8]] {
        [
            "iop-adolescent.toml": PackageResources.iop_adolescent_toml,
            "iop-adult.toml": PackageResources.iop_adult_toml,
            "iop-daily-minimum.toml": PackageResources.iop_daily_minimum_toml,
            "iop-high-intensity.toml": PackageResources.iop_high_intensity_toml,
            "iop-medicare.toml": PackageResources.iop_medicare_toml,
            "iop-two-day.toml": PackageResources.iop_two_day_toml,
            "iop-young-adult.toml": PackageResources.iop_young_adult_toml,
            "php.toml": PackageResources.php_toml,
            "step-down.toml": PackageResources.step_down_toml,
        ]
    }

    /// The programs of the shipped templates, by identifier.
    package static func shippedPrograms() throws(StrictTOMLError) -> [Program] {
        var programs: [Program] = []
        for (file, bytes) in shipped.sorted(by: { $0.key < $1.key }) {
            programs.append(try program(text: String(decoding: bytes, as: UTF8.self), file: file))
        }
        return programs
    }
}
