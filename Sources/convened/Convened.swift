@main struct Convened { static func main() {} }
