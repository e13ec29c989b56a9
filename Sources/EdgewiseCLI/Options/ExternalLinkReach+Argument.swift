/// How far links to other files are followed, as the value of an option.
public import ArgumentParser
public import Validation

extension ExternalLinkPolicy.Reach: ExpressibleByArgument {}
