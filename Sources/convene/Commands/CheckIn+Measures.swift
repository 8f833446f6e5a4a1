import ConvenedAPI

extension CheckIn {
    /// Writes down what members who have just come in say of themselves: from the file that was named, or what they are
    /// asked for on a terminal because their group wants it.
    ///
    /// - Parameter count: How many members were to be checked in, those included that were refused.
    func takeMeasures(
        of arrivals: [API.Attendance.CheckIn.Reply], among count: Int, _ daemon: Connection
    ) throws {
        if let measures {
            guard let arrival = arrivals.first else { return }
            let values = try MeasureForm.read(InputFile(measures))
            guard !values.isEmpty else {
                throw Failure(.badData, "No measure was written down: \(InputFile.name(of: measures)) has none.")
            }
            return try record(values, arrival, among: count, daemon)
        }
        let asked = arrivals.filter { !$0.measures.isEmpty }
        guard !asked.isEmpty, Terminal.canAsk, !global.json else { return }
        let known = try daemon.measures()
        for arrival in asked {
            if arrivals.count > 1 { Terminal.complain([printable("\(arrival.shortName):")]) }
            let values = MeasureForm.ask(known.filter { arrival.measures.contains($0.measure) })
            if !values.isEmpty { try record(values, arrival, among: count, daemon) }
        }
    }

    private func record(
        _ values: [API.Measures.Value], _ arrival: API.Attendance.CheckIn.Reply, among count: Int,
        _ daemon: Connection
    ) throws {
        try daemon.show(
            API.Measures.Record.self,
            .init(
                member: arrival.member, session: arrival.session, values: values,
                idempotencyKey: change.key(for: arrival.member, of: count).map { "\($0).measures" }))
        daemon.disconnect()
    }
}
