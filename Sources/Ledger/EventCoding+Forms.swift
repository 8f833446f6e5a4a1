import Clinic

extension EventCoding {
    /// Every type of event with the Swift type that its body is read as; `nil` where nothing stands in the body.
    static var forms: [(type: String, body: (any Decodable.Type)?)] {
        readers.map { (type: $0.key, body: $0.value.body) }
            + alertTypes.map { (type: $0, body: AlertRaised.self) }
            + operationTypes.map { (type: $0, body: PluginOperated.self) }
    }
}
