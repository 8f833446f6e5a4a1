import ConvenedAPI

/// Figures as OpenMetrics text, which Prometheus' own text format reads too.
struct OpenMetrics {
    let metrics: [API.Service.Metric]
    /// Whether a daemon has said them.
    let isUp: Bool

    var text: String {
        let up = API.Service.Metric(
            name: "convened_up", kind: .gauge, help: "Whether the service answers: 1 or 0.",
            samples: [API.Service.Sample(value: isUp ? 1 : 0)])
        return ([up] + metrics).filter { !$0.samples.isEmpty }.map(text).joined() + "# EOF\n"
    }

    private func text(_ metric: API.Service.Metric) -> String {
        var lines = ["# TYPE \(metric.name) \(metric.kind.rawValue)"]
        if let unit = metric.unit { lines.append("# UNIT \(metric.name) \(unit)") }
        lines.append("# HELP \(metric.name) \(escaped(metric.help))")
        let suffix = metric.kind == .counter ? "_total" : ""
        for sample in metric.samples {
            let labels = sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escaped($0.value))\"" }
            let set = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
            lines.append("\(metric.name)\(suffix)\(set) \(number(sample.value))")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Whole numbers without a point, others as they are.
    private func number(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    private func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            default: String(scalar)
            }
        }.joined()
    }
}
