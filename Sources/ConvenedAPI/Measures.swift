package import Varlink

extension API {
    /// What members say of themselves in numbers, such as craving from 0 to 10.
    package enum Measures {}
}

extension API.Measures {
    /// Something that members say of themselves in a number.
    package struct Definition: Codable, Equatable, Sendable {
        package let measure: String
        package let name: String
        package let lowest: Int
        package let highest: Int
        package let better: String
        package let alert: Int?

        package init(measure: String, name: String, lowest: Int, highest: Int, better: String, alert: Int? = nil) {
            self.measure = measure
            self.name = name
            self.lowest = lowest
            self.highest = highest
            self.better = better
            self.alert = alert
        }
    }

    /// A number that a member has said.
    package struct Value: Codable, Equatable, Sendable {
        package let measure: String
        package let value: Int

        package init(measure: String, value: Int) {
            self.measure = measure
            self.value = value
        }
    }

    /// The measures that the configuration defines.
    package enum List: VarlinkMethod {
        package static let name = "io.convened.Measures.List"

        package typealias Parameters = NoParameters

        package struct Reply: Codable, Equatable, Sendable {
            package let measures: [Definition]

            package init(measures: [Definition]) {
                self.measures = measures
            }
        }
    }

    /// Writes down what a member said. Of several values on a day the last one counts.
    package enum Record: VarlinkMethod {
        package static let name = "io.convened.Measures.Record"

        package struct Parameters: Codable, Equatable, Sendable {
            package let member: String
            package let session: String?
            package let values: [Value]
            package let idempotencyKey: String?

            package init(member: String, session: String? = nil, values: [Value], idempotencyKey: String? = nil) {
                self.member = member
                self.session = session
                self.values = values
                self.idempotencyKey = idempotencyKey
            }
        }

        package struct Reply: Codable, Equatable, Sendable {
            package let member: String
            package let alarming: [String]

            package init(member: String, alarming: [String]) {
                self.member = member
                self.alarming = alarming
            }
        }
    }
}
