import Clinic
import ConvenedAPI
import Engine
import Ledger
import VarlinkServer

extension Desk {
    func serveMeasures(on service: inout Service) throws {
        try question(API.Measures.List.self, on: &service) { _, _ in
            API.Measures.List.Reply(
                measures: engine.settings.measures.map { measure in
                    API.Measures.Definition(
                        measure: measure.id.rawValue, name: measure.name, lowest: measure.range.lowerBound,
                        highest: measure.range.upperBound, better: measure.better.rawValue, alert: measure.alert)
                })
        }
        try command(API.Measures.Record.self, on: &service, key: \.idempotencyKey) { asked in
            RecordMeasures(
                member: asked.member, session: asked.session,
                values: asked.values.map { ($0.measure, Personal($0.value)) })
        } reply: { answer in
            API.Measures.Record.Reply(
                member: answer.outcome.member.rawValue, alarming: answer.outcome.alarming.map(\.rawValue))
        }
    }

    /// What a member has said of themselves between two local dates, by measure: first those that are defined.
    func courses(
        of member: MemberCode, from first: LocalDate, to last: LocalDate, _ store: Store
    ) throws -> [API.Reports.Course] {
        let zone = engine.site.zone
        let all = try store.measurements(of: member).map { (date: zone.date(at: $0.happened), measured: $0.measured) }
        let own = all.filter { first <= $0.date && $0.date <= last }
        let defined = engine.settings.measures
        let others = Set(own.map(\.measured.measure)).subtracting(defined.map(\.id)).sorted()
        return (defined.map(\.id) + others).compactMap { id in
            let measure = defined.first { $0.id == id }
            var days: [LocalDate: Int] = [:]
            for entry in own where entry.measured.measure == id { days[entry.date] = entry.measured.value.reveal() }
            if days.isEmpty { return nil }
            return API.Reports.Course(
                measure: id.rawValue, name: measure?.name ?? id.rawValue, lowest: measure?.range.lowerBound,
                highest: measure?.range.upperBound, better: measure?.better.rawValue, alert: measure?.alert,
                points: days.sorted { $0.key < $1.key }.map { date, value in
                    API.Reports.Point(
                        date: date.description, value: value, alarming: measure?.alarms(value) ?? false)
                })
        }
    }
}
