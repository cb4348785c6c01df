// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Directory} from "./Directory.sol";
import {ICredentials} from "./interfaces/ICredentials.sol";

/// @title Credentials: what organizations attest of actors, and which keys accounts use
abstract contract Credentials is ICredentials, Directory {
    /// @inheritdoc ICredentials
    function attestCredential(address actor, bytes32 credential, uint40 until) external {
        _requireOrganization(msg.sender);
        require(_actorWord(actor) != 0 && credential != 0, NoCredential(actor, credential));

        emit CredentialAttested(actor, msg.sender, credential, until);
    }

    /// @inheritdoc ICredentials
    function publishKey(bytes32 key) external {
        emit KeyPublished(msg.sender, key);
    }
}
