enum VarlinkServerPlaceholder {}
