package import Varlink

extension API.Service {
    /// One figure that a monitoring system collects, as OpenMetrics describes it.
    package struct Metric: Codable, Equatable, Sendable {
        package enum Kind: String, Codable, Sendable {
            case counter, gauge
        }

        package let name: String
        package let kind: Kind
        package let unit: String?
        package let help: String
        package let samples: [Sample]

        package init(name: String, kind: Kind, unit: String? = nil, help: String, samples: [Sample]) {
            self.name = name
            self.kind = kind
            self.unit = unit
            self.help = help
            self.samples = samples
        }
    }

    /// A value of a metric.
    package struct Sample: Codable, Equatable, Sendable {
        package let labels: [String: String]
        package let value: Double

        package init(labels: [String: String] = [:], value: Double) {
            self.labels = labels
            self.value = value
        }
    }

    /// The figures that a monitoring system collects. Names nobody.
    package enum Metrics: VarlinkMethod {
        package static let name = "io.convened.Service.Metrics"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let metrics: [Metric]

            package init(metrics: [Metric]) {
                self.metrics = metrics
            }
        }
    }

    /// Reads the configuration again and looks for plugins, and answers when that is done.
    package enum Reload: VarlinkMethod {
        package static let name = "io.convened.Service.Reload"
        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let needRestart: [String]

            package init(needRestart: [String]) {
                self.needRestart = needRestart
            }
        }
    }

    /// The configuration has an error, and the one before stays in use.
    package struct ConfigurationRefused: VarlinkError, Equatable {
        package static let name = "io.convened.Service.ConfigurationRefused"
        package let message: String

        package init(message: String) {
            self.message = message
        }
    }
}
