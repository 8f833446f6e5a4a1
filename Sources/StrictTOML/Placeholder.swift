enum StrictTOMLPlaceholder {}
