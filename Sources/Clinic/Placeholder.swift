enum ClinicPlaceholder {}
