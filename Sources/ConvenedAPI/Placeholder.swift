enum ConvenedAPIPlaceholder {}
