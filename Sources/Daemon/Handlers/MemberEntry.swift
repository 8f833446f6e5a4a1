import Clinic
import ConvenedAPI
import Engine

/// Personal values as somebody enters them. What is wrong with one is said without saying the value.
enum MemberEntry {
    static func name(_ text: String) throws(Refusal) -> Personal<String> {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard (1...120).contains(words.count), words.contains(where: \.isLetter), !hasControls(words) else {
            throw Refusal(.badValue(field: "name"), "a member's name has 1 to 120 characters with a letter among them")
        }
        return Personal(words)
    }

    static func born(_ text: String, today: LocalDate) throws(Refusal) -> Personal<LocalDate> {
        guard let date = LocalDate(text: text), date <= today, date.days(until: today) < 366 * 130 else {
            throw Refusal(
                .badValue(field: "born"), "a date of birth is a day in the past, written as 1990-12-31")
        }
        return Personal(date)
    }

    static func contacts(_ entries: [API.Members.Contact]) throws(Refusal) -> Personal<[Contact]> {
        var contacts: [Contact] = []
        for entry in entries {
            contacts.append(try contact(channel: entry.channel, address: entry.address, consent: entry.consent))
        }
        return Personal(contacts)
    }

    /// A contact whose address has the form of its channel.
    static func contact(channel: String, address: String, consent: Bool) throws(Refusal) -> Contact {
        guard let channel = Contact.Channel(rawValue: channel) else {
            throw Refusal(
                .badValue(field: "contacts"),
                "a contact's channel is \(Contact.Channel.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let isRight =
            switch channel {
            case .email: address.contains("@") && !address.contains(where: \.isWhitespace)
            case .phone, .sms: address.count(where: \.isNumber) >= 5
            }
        guard isRight, address.count <= 120, !hasControls(address) else {
            throw Refusal(.badValue(field: "contacts"), "a contact's \(channel.rawValue) address isn't one")
        }
        return Contact(channel: channel, address: address, consent: consent)
    }

    private static func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
